namespace tradewire::output {}
