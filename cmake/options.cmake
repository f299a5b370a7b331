# How our own code is compiled: linked by every Candor target, never set globally.
add_library(candor_options INTERFACE)
target_compile_features(candor_options INTERFACE cxx_std_20)
target_compile_options(
  candor_options
  INTERFACE -Wall
            -Wextra
            -Wpedantic
            -Wshadow # a name that hides another
            -Wconversion # a value that may change in conversion
            -Wsign-conversion
            -Wold-style-cast
            -Wnon-virtual-dtor
            -Woverloaded-virtual
            -Wsuggest-override
            -Wformat=2
            -Wimplicit-fallthrough
            -fstack-protector-strong)
if(CANDOR_SANITIZE)
  # Without what guards every single pointer: null crashes anyway, and these checks are a fifth of the
  # compiler's time.
  target_compile_options(candor_options INTERFACE -fsanitize=address,undefined
                                                  -fno-sanitize=null,alignment,object-size,vptr
                                                  -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(candor_options INTERFACE -fsanitize=address,undefined)
endif()

# candor_room(<name> SOURCES … [PUBLIC …] [PRIVATE …])
# One room: a static library candor_<name> with namespace candor::<name>, included as "<name>/x.h".
function(candor_room name)
  cmake_parse_arguments(ROOM "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(candor_${name} STATIC ${ROOM_SOURCES})
  target_include_directories(candor_${name} PUBLIC ${CMAKE_SOURCE_DIR}/app)
  target_link_libraries(
    candor_${name}
    PUBLIC ${ROOM_PUBLIC}
    PRIVATE candor_options ${ROOM_PRIVATE})
endfunction()

# candor_tests(<room> SOURCES … [LINK …])
# One test program a room; each TEST_CASE becomes one ctest entry.
function(candor_tests room)
  cmake_parse_arguments(TESTS "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${room}_tests ${TESTS_SOURCES})
  target_link_libraries(${room}_tests PRIVATE candor_options candor_test_support ${TESTS_LINK})
  # A test's own code is not worth the compiler's time: it is most of what tools/test compiles. It keeps
  # the address sanitizer; undefined behaviour is looked for in the program.
  if(CANDOR_SANITIZE)
    target_compile_options(${room}_tests PRIVATE -O0 -fno-sanitize=undefined)
  endif()
  doctest_discover_tests(${room}_tests PROPERTIES TIMEOUT 300)
endfunction()
