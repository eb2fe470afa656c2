namespace tradewire::language {}
