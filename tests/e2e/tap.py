#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""A wire tap for tests: tap.py PORT FILE...

For each FILE a listener whose connections are passed on to 127.0.0.1:PORT;
every byte that the relay sends back is also written to a file, FILE.1 for the
first connection, FILE.2 for the next. Prints the ports in order, a line each.
"""

import asyncio
import itertools
import sys


async def pump(reader, writer, tap):
    try:
        while data := await reader.read(65536):
            if tap:
                tap.write(data)
                tap.flush()
            writer.write(data)
            await writer.drain()
    except ConnectionError:
        pass
    writer.close()


async def main(port, files):
    async def passed_on(name, reader, writer):
        up = await asyncio.open_connection("127.0.0.1", port)
        with open(name, "wb") as tap:
            await asyncio.gather(pump(reader, up[1], None),
                                 pump(up[0], writer, tap))

    servers = []
    for file in files:
        server = await asyncio.start_server(
            lambda r, w, file=file, count=itertools.count(1):
            passed_on(f"{file}.{next(count)}", r, w), "127.0.0.1", 0)
        servers.append(server)
        print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.gather(*(s.serve_forever() for s in servers))


if __name__ == "__main__":
    try:
        asyncio.run(main(int(sys.argv[1]), sys.argv[2:]))
    except KeyboardInterrupt:
        pass
