function imageOf(release, component) {
  const { registry, version } = release.components[component];
  return [registry, component].join('/') + ':' + version;
}

module.exports = { imageOf };
