-- The books. Written by the ledger alone, through the till; append-only but for the materialised balances, which are
-- always the fold of the transfers. `crier ledger verify` recomputes all of it.

-- One row: where the books stand. Whoever writes holds it until the commit, so that transfers have one order.
CREATE TABLE ledger_head (
    one               BIGINT PRIMARY KEY CHECK (one = 1),
    seq               BIGINT NOT NULL,
    block             BIGINT NOT NULL,
    hash              TEXT NOT NULL,
    at_ms             BIGINT NOT NULL,
    -- Set when an audit found the books wrong: nothing is written until an operator has looked.
    stopped_at_ms     BIGINT,
    stopped_because   TEXT
);
INSERT INTO ledger_head (one, seq, block, hash, at_ms)
VALUES (1, 0, 0, '0000000000000000000000000000000000000000000000000000000000000000', 0);

-- issue, redeemed, expired, and wallet:LISTENER.
CREATE TABLE account (
    id              TEXT PRIMARY KEY,
    debits          BIGINT NOT NULL CHECK (debits >= 0),
    credits         BIGINT NOT NULL CHECK (credits >= 0),
    -- Coins set aside: on their way out, on their way in.
    pending_debits  BIGINT NOT NULL CHECK (pending_debits >= 0),
    pending_credits BIGINT NOT NULL CHECK (pending_credits >= 0),
    -- Only the account that coins come from may owe.
    CHECK (id = 'issue' OR credits - debits - pending_debits >= 0)
);

-- A row moves coins from one account to another: books that do not balance cannot be written.
CREATE TABLE transfer (
    seq           BIGINT PRIMARY KEY CHECK (seq > 0),
    id            TEXT NOT NULL UNIQUE,
    -- Of all that was asked for: the same id with another request is a conflict.
    request       TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('posted', 'pending', 'post', 'void')),
    debit         TEXT NOT NULL REFERENCES account (id),
    credit        TEXT NOT NULL REFERENCES account (id),
    coins         BIGINT NOT NULL CHECK (coins > 0),
    -- The pending transfer that a post or a void settles: each at most once.
    settles       TEXT UNIQUE,
    -- The transfer that this one takes back: each at most once.
    reverses      TEXT UNIQUE,
    -- When the coins expire, where a wallet gets new ones.
    expires_at_ms BIGINT,
    at_ms         BIGINT NOT NULL,
    reason        TEXT NOT NULL,
    -- What the reader of a statement is told: JSON.
    memo          TEXT NOT NULL,
    -- A digest of this row and its lots: tells an audit which of a block's rows was changed.
    seal          TEXT NOT NULL,
    CHECK (debit <> credit),
    CHECK ((kind IN ('post', 'void')) = (settles IS NOT NULL)),
    CHECK (reverses IS NULL OR kind = 'posted')
);
CREATE INDEX transfer_of_credit ON transfer (credit, seq);
CREATE INDEX transfer_of_debit ON transfer (debit, seq) WHERE debit <> 'issue';

-- A wallet's coins that expire at the same time.
CREATE TABLE lot (
    account       TEXT NOT NULL REFERENCES account (id),
    expires_at_ms BIGINT NOT NULL,
    -- All that ever came in.
    coins         BIGINT NOT NULL CHECK (coins > 0),
    remaining     BIGINT NOT NULL CHECK (remaining >= 0),
    held          BIGINT NOT NULL CHECK (held >= 0),
    -- The last transfer that touched it.
    seq           BIGINT NOT NULL,
    PRIMARY KEY (account, expires_at_ms),
    CHECK (remaining + held <= coins)
);
CREATE INDEX lot_that_expires ON lot (expires_at_ms) WHERE remaining > 0;

-- Out of which lots a transfer took its coins, or into which it gave them back.
CREATE TABLE lot_move (
    seq           BIGINT NOT NULL REFERENCES transfer (seq),
    expires_at_ms BIGINT NOT NULL,
    coins         BIGINT NOT NULL CHECK (coins > 0),
    PRIMARY KEY (seq, expires_at_ms)
);

-- What was committed together, chained: a changed row breaks every hash after it.
CREATE TABLE block (
    number    BIGINT PRIMARY KEY,
    first_seq BIGINT NOT NULL UNIQUE,
    last_seq  BIGINT NOT NULL,
    at_ms     BIGINT NOT NULL,
    hash      TEXT NOT NULL
);

-- Hashes signed by the newsroom and published: not even the operator can write the books anew unnoticed.
CREATE TABLE checkpoint (
    block     BIGINT PRIMARY KEY REFERENCES block (number),
    hash      TEXT NOT NULL,
    public_key TEXT NOT NULL,
    signature TEXT NOT NULL,
    at_ms     BIGINT NOT NULL
);
