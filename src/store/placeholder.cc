namespace tradewire::store {}
