const releases = require('./releases.json');

const variables = {
  releaseTitle: releases[0].title,
  prodname: 'Calico',
  prodnamedash: 'calico',
  version: 'master',
  baseUrl: '/calico/next',
  filesUrl: 'https://docs.example.com/files/' + releases[0].title,
  empty: '',
  releases,
};

module.exports = variables;
