const releases = require('./releases.json');
const { imageOf } = require('../src/variables/images');

const variables = {
  prodname: 'Calico Cloud',
  prodnamedash: 'calico-cloud',
  version: releases[0].title.split('.').slice(0, 2).join('.'),
  baseUrl: '/calico-cloud',
  manifestsUrl:
    'https://installer.calicocloud.io/manifests/' + releases[0].title,
  noderunning: 'calico-node',
  nodeImage: imageOf(releases[0], 'node'),
  tigeraOperator: releases[0]['tigera-operator'],
  tigeraOperatorVersionShort: releases[0]['tigera-operator'].version.split('.').slice(0, 2).join('.'),
  releases,
};

module.exports = variables;
