// A define/require that does what amoCRM's loader does with a widget: fetch script.js with a script tag, run its
// factory with the modules that it names, give back what the factory returned.

const known = new Map();
let lastDefined = null;

/** `define([id], dependencies, factory)`, as the AMD API says; anonymous modules belong to the script being loaded. */
function define(...parts) {
  const factory = parts.pop();
  const dependencies = Array.isArray(parts[parts.length - 1]) ? parts.pop() : [];
  lastDefined = { dependencies, factory };
}
define.amd = {};

function require(dependencies, callback, failed) {
  Promise.all(dependencies.map(load)).then((modules) => callback(...modules), failed);
}

function load(address) {
  if (!known.has(address)) {
    known.set(address, fetched(address));
  }
  return known.get(address);
}

async function fetched(address) {
  const url = new URL(address, location.href);
  if (!/\.js$/.test(url.pathname)) {
    throw new Error('There is no module ' + address + ' here');
  }
  await new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = url.href;
    script.onload = resolve;
    script.onerror = () => reject(new Error(address + ' cannot be loaded'));
    document.head.append(script);
  });
  if (lastDefined === null) {
    throw new Error(address + ' defined no module');
  }
  const { dependencies, factory } = lastDefined;
  lastDefined = null;
  const modules = await Promise.all(dependencies.map(load));
  return typeof factory === 'function' ? factory(...modules) : factory;
}

window.define = define;
window.require = require;
