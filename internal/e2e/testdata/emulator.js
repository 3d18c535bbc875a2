// Starts the Bot API emulator "telegram-test-api" on a free port of this machine and
// says where it is; then says how often updates were asked for, a line for every ten.
const { join } = require('path');
const TelegramServer = require(join(process.argv[2], 'lib', 'index.js'));

const server = new (TelegramServer.TelegramServer || TelegramServer)({ host: '127.0.0.1' });
server.config.port = 0;

let asked = 0;
const updates = server.getUpdates.bind(server);
server.getUpdates = (token) => {
  asked += 1;
  if (asked % 10 === 0) console.log(`asked ${asked}`);
  return updates(token);
};

server.start().then(() => console.log(`listening ${server.server.address().port}`));
