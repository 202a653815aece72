const releases = require('./releases.json');

const variables = {
  releaseTitle: releases[0].title,
  prodname: 'Calico Enterprise',
  prodnamedash: 'calico-enterprise',
  version: 'master',
  baseUrl: '/calico-enterprise/next',
  filesUrl: 'https://docs.example.com/files/' + releases[0].title,
  empty: '',
  tmpScriptsURL: 'https://docs.example.com/scripts',
  releases,
};

module.exports = variables;
