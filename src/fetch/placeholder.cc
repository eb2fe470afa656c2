namespace tradewire::fetch {}
