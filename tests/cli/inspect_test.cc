// `tradewire inspect` as a user and a conformance suite call it.
#include <gtest/gtest.h>

#include "cli/program.h"

namespace tradewire::cli {
namespace {

TEST(Inspect, PrintsAnAddressAgainstItsBase) {
  EXPECT_EQ(run_program("inspect url '../x?y' http://h.example/a/b/").out, "http://h.example/a/x?y\n");
  EXPECT_EQ(run_program("inspect url '' 'http://h.example/a#b'").out, "http://h.example/a\n");
  EXPECT_EQ(run_program("inspect url -- --x http://h.example/").out, "http://h.example/--x\n");
  EXPECT_EQ(run_program("inspect url /x").code, 1);
}

TEST(Inspect, PrintsThePartsOfAnAddress) {
  EXPECT_EQ(run_program("inspect url --parts 'HTTP://u:p@H.example:8080/a?b#c'").out,
            R"({"href":"http://u:p@h.example:8080/a?b#c","origin":"http://h.example:8080","protocol":"http:","username":"u","password":"p",)"
            R"("host":"h.example:8080","hostname":"h.example","port":"8080","pathname":"/a","search":"?b","hash":"#c"})" "\n");
  EXPECT_NE(run_program("inspect url --parts blob:https://h.example/1").out.find(R"("origin":"https://h.example")"), std::string::npos);
  EXPECT_NE(run_program("inspect url --parts mailto:a").out.find(R"("origin":"null")"), std::string::npos);
}

}  // namespace
}  // namespace tradewire::cli
