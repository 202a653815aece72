const releases = require('./releases.json');

const variables = {
  releaseTitle: releases[0].title,
  prodname: 'Calico',
  prodnamedash: 'calico',
  version: 'v3.31.2',
  baseUrl: '/calico/3.31',
  filesUrl: 'https://docs.example.com/files/' + releases[0].title,
  empty: '',
  releases,
};

module.exports = variables;
