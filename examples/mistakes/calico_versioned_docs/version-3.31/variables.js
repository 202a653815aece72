const variables = {
  prodname: 'Calico',
  manifestsUrl: 'https://raw.githubusercontent.com/projectcalico/calico/v3.31.7',
};

module.exports = variables;
