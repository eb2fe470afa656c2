# What every target of ours is compiled with, and tradewire_stage(): one folder of src/ as one static library.

add_library(tradewire_options INTERFACE)
target_compile_options(tradewire_options INTERFACE -Wall -Wextra -Wconversion -Wshadow -Werror)
# g++ 12 sees uninitialised members in moved variants where there are none.
target_compile_options(tradewire_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
target_compile_definitions(tradewire_options INTERFACE TRADEWIRE_VERSION="${PROJECT_VERSION}")
target_include_directories(tradewire_options INTERFACE ${PROJECT_SOURCE_DIR}/src)
if(TRADEWIRE_SANITIZE)
  add_compile_options(-fsanitize=${TRADEWIRE_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${TRADEWIRE_SANITIZE})
endif()
# The fuzzer steers by coverage: all code tells it, targets link its main with -fsanitize=fuzzer.
if(TRADEWIRE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
  add_link_options(-fsanitize=fuzzer-no-link)
endif()

# tradewire_stage(NAME [USES stage...] [LINKS library...]): sources are the folder's .cc files (not its *_main.cc);
# USES are the stages whose headers it may include; LINKS are third-party libraries, private to the folder.
function(tradewire_stage name)
  cmake_parse_arguments(ARG "" "" "USES;LINKS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  list(FILTER sources EXCLUDE REGEX "(_main|/main)\\.cc$")
  add_library(${name} STATIC ${sources})
  target_link_libraries(${name} PUBLIC tradewire_options ${ARG_USES} PRIVATE ${ARG_LINKS})
endfunction()
