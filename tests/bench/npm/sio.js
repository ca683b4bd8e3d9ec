// SPDX-License-Identifier: MIT
// socket.io as its documentation says: each is in one room, the poster too.
//   node sio.js PORT [CERTIFICATE KEY]
const fs = require("fs");
const { Server } = require("socket.io");

const [port, cert, key] = process.argv.slice(2);
const http = cert
  ? require("https").createServer({ cert: fs.readFileSync(cert), key: fs.readFileSync(key) })
  : require("http").createServer();
const io = new Server(http, { transports: ["websocket"], serveClient: false, pingInterval: 600000 });

io.on("connection", (peer) => {
  peer.join("t");
  peer.on("m", (text) => io.to("t").emit("m", text));
});
http.listen(Number(port), "127.0.0.1", 4096);
