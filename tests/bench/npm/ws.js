// SPDX-License-Identifier: MIT
// npm ws as its documentation says: what /pub sends goes to each on /sub.
//   node ws.js PORT [CERTIFICATE KEY]
const fs = require("fs");
const { WebSocketServer, WebSocket } = require("ws");

const [port, cert, key] = process.argv.slice(2);
const server = cert
  ? require("https").createServer({ cert: fs.readFileSync(cert), key: fs.readFileSync(key) })
  : require("http").createServer();
const readers = new Set();

new WebSocketServer({ server, perMessageDeflate: false }).on("connection", (peer, request) => {
  if (request.url === "/pub") {
    peer.on("message", (text) => {
      for (const reader of readers)
        if (reader.readyState === WebSocket.OPEN) reader.send(text, { binary: false });
    });
    return;
  }
  readers.add(peer);
  peer.on("close", () => readers.delete(peer));
});
server.listen(Number(port), "127.0.0.1", 4096);
