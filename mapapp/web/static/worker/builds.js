// Which build each open page is of: remembered from how it came, or asked of the page itself.

const TOLD_WITHIN_MS = 1000;
const builds = new Map();

export function rememberBuild(client, build) {
  builds.set(client, build);
}

// Returns the mark of a page's build, or null where the page does not say.
export async function buildOf(client) {
  if (!builds.has(client)) {
    builds.set(client, await askBuild(client));
  }
  return builds.get(client);
}

async function askBuild(id) {
  const client = await self.clients.get(id);
  if (!client) {
    return null;
  }
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, TOLD_WITHIN_MS, null);
    client.postMessage("build", [port2]);
  });
}
