const variables = {
  prodname: 'Calico',
  manifestsUrl: 'https://raw.githubusercontent.com/projectcalico/calico/v3.30.7',
};

module.exports = variables;
