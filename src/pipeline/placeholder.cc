namespace tradewire::pipeline {}
