namespace tradewire::article {}
