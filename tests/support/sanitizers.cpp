// Only in builds with sanitizers: tells the leaks of libraries from ours.

extern "C" {

/// Kept until the program ends by libraries we use; none of it holds a patient's words.
// NOLINTNEXTLINE(readability-identifier-naming): the sanitizer looks for this name
const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\n"
         "leak:libglib-2.0\n"
         "leak:librsvg\n"
         "leak:libX\n"
         "leak:libxcb\n"
         "leak:libdbus-1\n"
         "leak:libGLX\n"
         "leak:libglapi\n"
         "leak:libgallium\n"
         "leak:libLLVM\n"
         "leak:_dri.so\n";
}

/// The suppressions are not listed at each program's end.
// NOLINTNEXTLINE(readability-identifier-naming): the sanitizer looks for this name
const char* __lsan_default_options() {
  return "print_suppressions=0";
}

int dlclose(void* /*library*/);

/// A library that is unloaded before the end takes its name along: its leaks would have no owner.
int dlclose(void* /*library*/) {
  return 0;
}

}  // extern "C"
