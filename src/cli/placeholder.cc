namespace tradewire::cli {}
