const releases = require('./releases.json');

const variables = {
  releaseTitle: releases[0].title,
  prodname: 'Calico',
  prodnamedash: 'calico',
  version: 'v3.30.5',
  baseUrl: '/calico/3.30',
  filesUrl: 'https://docs.example.com/files/' + releases[0].title,
  empty: '',
  releases,
};

module.exports = variables;
