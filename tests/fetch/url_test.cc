#include "fetch/url.h"

#include <gtest/gtest.h>

namespace tradewire::fetch {
namespace {

std::string href(std::string_view reference, std::string_view base = "") { return resolve_url(reference, base).value_or("failure"); }

// https://url.spec.whatwg.org/#url-parsing, the cases of the Standard's own examples and of its edge rules.
TEST(Url, ReadsReferencesAgainstABase) {
  EXPECT_EQ(href("//foo/bar", "https://example.org/"), "https://foo/bar");
  EXPECT_EQ(href("https:foo", "https://example.org/a/b"), "https://example.org/a/foo");
  EXPECT_EQ(href("../x?y#z", "http://example.org/a/b/c"), "http://example.org/a/x?y#z");
  EXPECT_EQ(href("", "http://example.org/a?b#c"), "http://example.org/a?b");
  EXPECT_EQ(href("?q", "http://example.org/a?b"), "http://example.org/a?q");
  EXPECT_EQ(href("#f", "http://example.org/a?b"), "http://example.org/a?b#f");
  EXPECT_EQ(href("\\x\\hello", "http://example.org/foo/bar"), "http://example.org/x/hello");
  EXPECT_EQ(href("http:", "https://example.org/foo/bar"), "failure");
  EXPECT_EQ(href("http:/example.com/"), "http://example.com/");
  EXPECT_EQ(href("x", "mailto:me"), "failure");
  EXPECT_EQ(href("#i", "sc:sd"), "sc:sd#i");
}

TEST(Url, TakesBlanksAndLineEndsAsBrowsersDo) {
  EXPECT_EQ(href("  h\tt\ntp://ExAmple.com:80/a b  "), "http://example.com/a%20b");
  EXPECT_EQ(href("https:////x///y"), "https://x///y");
}

TEST(Url, ResolvesDotSegmentsInEverySpelling) {
  EXPECT_EQ(href("http://h/a/./b/../c/%2e%2E/d/."), "http://h/a/d/");
  EXPECT_EQ(href("http://h/.."), "http://h/");
  EXPECT_EQ(href("http://h/a/.%2e"), "http://h/");
}

TEST(Url, ReadsIPv4InEverySpelling) {
  for (const char* host : {"127.0.0.1", "127.1", "0x7f.1", "2130706433", "0177.0.0.0x1", "127.0.0.1."}) {
    EXPECT_EQ(href(std::string("http://") + host + "/"), "http://127.0.0.1/") << host;
  }
  for (const char* host : {"256.0.0.1", "1.2.3.4.5", "0x100000000", "09", "1..2", "foo.0x"}) EXPECT_EQ(href(std::string("http://") + host + "/"), "failure") << host;
  EXPECT_EQ(href("http://4294967295/"), "http://255.255.255.255/");
}

TEST(Url, ReadsAndShortensIPv6) {
  EXPECT_EQ(href("http://[1:0:0:2::3]/"), "http://[1:0:0:2::3]/");
  EXPECT_EQ(href("http://[2001:DB8:0:0:1:0:0:1]"), "http://[2001:db8::1:0:0:1]/");
  EXPECT_EQ(href("http://[::127.0.0.1]"), "http://[::7f00:1]/");
  EXPECT_EQ(href("http://[0:0::]"), "http://[::]/");
  for (const char* host : {"[1::2::3]", "[1:2:3]", "[::1%eth0]", "[::1.2.3]", "[::01.2.3.4]", "[", "[::1", "[1:2:3:4:5:6:7:8:9]"}) {
    EXPECT_EQ(href(std::string("http://") + host + "/"), "failure") << host;
  }
}

TEST(Url, TurnsNamesIntoAscii) {
  EXPECT_EQ(href("https://bücher.example/ü?ü#ü"), "https://xn--bcher-kva.example/%C3%BC?%C3%BC#%C3%BC");
  EXPECT_EQ(href("https://faß.example/"), "https://xn--fa-hia.example/");
  EXPECT_EQ(href("https://Ｇｏ.com/"), "https://go.com/");
  EXPECT_EQ(href("https://ex%41mple.com/"), "https://example.com/");
  EXPECT_EQ(href("https://xn--ascii-/"), "failure");
  EXPECT_EQ(href("https://xn--xn--a--gua.pt/"), "failure") << "an ACE label that hides another";
  EXPECT_EQ(href("https://STRAẞE.de/"), "https://xn--strae-oqa.de/");
  EXPECT_EQ(href("https://7.\xD9\x8A/"), "https://7.xn--mhb/") << "a number beside a label from right to left";
  EXPECT_EQ(href("https://\xD9\x8A" "b/"), "failure");
  EXPECT_EQ(href("https://\xC2\xAD/"), "failure");
  EXPECT_EQ(href("https://a b/"), "failure");
  EXPECT_EQ(href("https://a%00b/"), "failure");
  EXPECT_EQ(href("https://a_b-.example/"), "https://a_b-.example/");
}

// Unicode 15.1 and 16 gave these a meaning that the ICU of Debian 12 does not know.
TEST(Url, MapsNamesAsNewerEditionsOfUnicodeDo) {
  EXPECT_EQ(href("https://\u04C0.example/"), href("https://\u04CF.example/"));
  EXPECT_EQ(href("https://\u10A3\u2132\u2183.example/"), href("https://\u2D03\u214E\u2184.example/"));
  EXPECT_EQ(href("https://\U0002F91F.example/"), href("https://\U000243AB.example/"));
  EXPECT_EQ(href("https://tra\u180Ede\u206B\u3164.example/"), "https://trade.example/");
}

TEST(Url, ReadsCredentialsAndPorts) {
  EXPECT_EQ(href("http://us:er:p@ss@h:8080/"), "http://us:er%3Ap%40ss@h:8080/");
  EXPECT_EQ(href("https://h:443/"), "https://h/");
  EXPECT_EQ(href("http://h:/"), "http://h/");
  EXPECT_EQ(href("http://h:65536/"), "failure");
  EXPECT_EQ(href("http://h:8a/"), "failure");
  EXPECT_EQ(href("http://user@/"), "failure");
  EXPECT_EQ(href("http://:80/"), "failure");
}

TEST(Url, EncodesWhatEachPartMustNotHold) {
  EXPECT_EQ(href("http://h/\"<>`{}^'|?\"<>'`{}^|#\"<>`{}'^|"), "http://h/%22%3C%3E%60%7B%7D%5E'|?%22%3C%3E%27`{}^|#%22%3C%3E%60{}'^|");
  EXPECT_EQ(href("http://h/%zz%2"), "http://h/%zz%2");
}

TEST(Url, ReadsOtherSchemes) {
  EXPECT_EQ(href("file:///C|/a/../.."), "file:///C:/");
  EXPECT_EQ(href("file:c:\\foo"), "file:///c:/foo");
  EXPECT_EQ(href("javascript:alert(1) "), "javascript:alert(1)");
  EXPECT_EQ(href("web+demo:/.//not-a-host/"), "web+demo:/.//not-a-host/");
  EXPECT_EQ(href("sc://ñ/x"), "sc://%C3%B1/x");
  EXPECT_EQ(href("file://localhost/x"), "file:///x");
}

TEST(Url, GivesOneIdentityToTheAddressesOfAPage) {
  EXPECT_EQ(canonical_url("HTTPS://Example.com:443/a?utm_source=x&id=7&fbclid=1#top"), "https://example.com/a?id=7");
  EXPECT_EQ(canonical_url("https://example.com./a?utm_medium=rss"), "https://example.com/a");
  EXPECT_EQ(canonical_url("https://u:p@example.com/a?"), "https://example.com/a");
  EXPECT_EQ(canonical_url("https://example.com/a?b=1&a=2"), "https://example.com/a?b=1&a=2");
  EXPECT_EQ(canonical_url("http:/.../?x"), "http://.../?x") << "twice gives the same";
  EXPECT_EQ(canonical_url("not a url"), "not a url");
}

TEST(Url, KnowsTheRegistrableDomain) {
  EXPECT_EQ(registrable_domain("www.bbc.co.uk"), "bbc.co.uk");
  EXPECT_EQ(registrable_domain("a.b.example.com"), "example.com");
  EXPECT_EQ(registrable_domain("127.0.0.1"), "127.0.0.1");
}

}  // namespace
}  // namespace tradewire::fetch
