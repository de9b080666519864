"""A mail server that keeps what it takes: mail_sink.py PORT FILE.

Each letter becomes a line of JSON in FILE, and a byte in FILE.count, before its 250 goes out, as in a mail server's queue.
"""

import asyncio
import json
import sys

from aiosmtpd.smtp import SMTP


class Keeper:
    def __init__(self, path):
        self.file, self.counter = open(path, "a", encoding="utf-8"), open(f"{path}.count", "ab")

    async def handle_DATA(self, server, session, envelope):
        letter = envelope.content.decode("utf-8", "surrogateescape")
        for to in envelope.rcpt_tos:
            self.file.write(json.dumps({"to": to, "letter": letter}) + "\n")
            self.file.flush()
            self.counter.write(b".")
            self.counter.flush()
        return "250 kept"


async def main():
    loop, keeper = asyncio.get_running_loop(), Keeper(sys.argv[2])
    server = await loop.create_server(lambda: SMTP(keeper, ident="sink", loop=loop), host="127.0.0.1", port=int(sys.argv[1]))
    await server.serve_forever()


asyncio.run(main())
