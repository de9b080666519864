-- When the refusal of a copy was taken back, because its issue was held. A mailbox that refuses once more is believed.
ALTER TABLE newsletter_copy ADD COLUMN taken_back_at_ms BIGINT;
