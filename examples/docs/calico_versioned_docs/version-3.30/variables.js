const releases = require('./releases.json');
const { imageOf } = require('../../src/variables/images');

const variables = {
  prodname: 'Calico',
  prodnamedash: 'calico',
  version: releases[0].title.split('.').slice(0, 2).join('.'),
  baseUrl: '/calico/3.30',
  manifestsUrl:
    releases[0].title === 'master'
      ? 'https://raw.githubusercontent.com/projectcalico/calico/master'
      : 'https://raw.githubusercontent.com/projectcalico/calico/' + releases[0].title,
  noderunning: 'calico-node',
  nodeImage: imageOf(releases[0], 'calico/node'),
  tigeraOperator: releases[0]['tigera-operator'],
  tigeraOperatorVersionShort: releases[0]['tigera-operator'].version.split('.').slice(0, 2).join('.'),
  releases,
};

module.exports = variables;
