namespace tradewire::extract {}
