namespace tradewire::rules {}
