#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/file.h"
#include "fetch/archive_source.h"
#include "fetch/content_coding.h"
#include "fetch/inflate.h"
#include "fetch/warc.h"

namespace tradewire::fetch {
namespace {

// A folder that goes away with the test.
class ArchiveTest : public testing::Test {
 protected:
  ArchiveTest() {
    folder_ = testing::TempDir() + "archive_test_" + testing::UnitTest::GetInstance()->current_test_info()->name() + "_" + std::to_string(::getpid());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  ~ArchiveTest() override { std::filesystem::remove_all(folder_); }

  ArchiveWriter writer() {
    auto opened = ArchiveWriter::open({folder_}, [] { return base::UnixTime{1750000000}; });
    EXPECT_TRUE(opened) << (opened ? "" : opened.error().message());
    return *std::move(opened);
  }

  static Exchange exchange(const std::string& url, const std::string& body, int status = 200, const std::string& fields = "Content-Type: text/html\r\n") {
    return {url, "HTTP/1.1 " + std::to_string(status) + " X\r\n" + fields, body, "93.184.216.34", status, 1750000000};
  }

  std::vector<WarcRecord> records() {
    std::vector<WarcRecord> all;
    for (const std::string& file : archive_files(folder_)) {
      auto reader = WarcReader::open(file);
      EXPECT_TRUE(reader);
      for (;;) {
        auto record = reader->next();
        if (!record) {
          ++damages_;
          continue;
        }
        if (!*record) break;
        all.push_back(**std::move(record));
      }
    }
    return all;
  }

  std::string file() { return archive_files(folder_).at(0); }

  std::vector<std::pair<std::string, base::Result<Page>>> replay(const std::vector<PageRequest>& requests, const std::string& path = "") {
    auto source = ArchiveSource::open(path.empty() ? folder_ : path);
    EXPECT_TRUE(source) << (source ? "" : source.error().message());
    std::vector<std::pair<std::string, base::Result<Page>>> pages;
    if (source) (*source)->fetch(requests, [&](const PageRequest& request, base::Result<Page> page) { pages.emplace_back(request.url, std::move(page)); }, {});
    return pages;
  }

  std::string folder_;
  int damages_ = 0;
};

const std::string kLong = "<html><body>" + std::string(200, 'x') + "</body></html>";

TEST_F(ArchiveTest, GivesBackWhatWasWritten) {
  {
    auto out = writer();
    ASSERT_TRUE(out.write(exchange("https://a.example/1", kLong)));
    ASSERT_TRUE(out.write(exchange("https://a.example/2", "other", 404)));
  }
  const auto pages = replay({{"https://a.example/1", "", "", {}}, {"https://a.example/2", "", "", {}}, {"https://a.example/3", "", "", {}}});
  ASSERT_FALSE(pages.empty());
  ASSERT_EQ(pages.size(), 3U);
  EXPECT_EQ(pages[0].second->body, kLong);
  EXPECT_EQ(pages[0].second->content_type, "text/html");
  EXPECT_EQ(pages[0].second->fetched_at, 1750000000);
  EXPECT_EQ(pages[1].second->status, 404);
  EXPECT_EQ(pages[2].second.error().what, "not in the archive");
}

TEST_F(ArchiveTest, WritesOneGzipMemberARecordWithDigestsAndAnInfoRecordFirst) {
  {
    auto out = writer();
    ASSERT_TRUE(out.write(exchange("https://a.example/1", kLong)));
  }
  const auto all = records();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all[0].type(), "warcinfo");
  EXPECT_EQ(all[1].type(), "response");
  EXPECT_EQ(all[1].version, "WARC/1.1");
  EXPECT_TRUE(all[1].field("WARC-Payload-Digest").starts_with("sha1:"));
  const auto bytes = base::read_file(file());
  EXPECT_TRUE(is_gzip(bytes->substr(all[1].offset)));
}

TEST_F(ArchiveTest, KeepsAnUnchangedPageAsARevisitThatReplayResolves) {
  {
    auto out = writer();
    ASSERT_TRUE(out.write(exchange("https://a.example/1", kLong)));
  }
  {
    auto out = writer();  // another run
    ASSERT_TRUE(out.write(exchange("https://a.example/1", kLong)));
    ASSERT_TRUE(out.write(exchange("https://a.example/1", "", 304)));
  }
  const auto all = records();
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[2].type(), "revisit");
  EXPECT_TRUE(all[2].field("WARC-Profile").ends_with("identical-payload-digest"));
  EXPECT_TRUE(all[3].field("WARC-Profile").ends_with("server-not-modified"));
  EXPECT_EQ(all[3].field("WARC-Refers-To"), all[1].field("WARC-Record-ID"));
  EXPECT_EQ(replay({{"https://a.example/1", "", "", {}}})[0].second->body, kLong);
}

TEST_F(ArchiveTest, CutsAHalfWrittenRecordAndGoesOn) {
  {
    auto out = writer();
    ASSERT_TRUE(out.write(exchange("https://a.example/1", kLong)));
    ASSERT_TRUE(out.write(exchange("https://a.example/2", kLong + "2")));
  }
  std::filesystem::resize_file(file(), std::filesystem::file_size(file()) - 20);
  {
    auto out = writer();
    ASSERT_TRUE(out.write(exchange("https://a.example/3", kLong + "3")));
  }
  const auto all = records();
  EXPECT_EQ(damages_, 0);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[2].url(), "https://a.example/3");
}

TEST_F(ArchiveTest, BeginsAnotherFileWhenOneIsFull) {
  auto opened = ArchiveWriter::open({folder_, "t", 10, "x"}, [] { return base::UnixTime{1750000000}; });
  ASSERT_TRUE(opened);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(opened->write(exchange("https://a.example/" + std::to_string(i), kLong + std::to_string(i))));
  EXPECT_GE(archive_files(folder_).size(), 3U);
}

// An archive of years is not read at the start of every run: of old files it is not known what they hold.
TEST_F(ArchiveTest, KnowsWhatTheNewestTwoFilesHoldAndReplaysThemAll) {
  const auto open = [this] { return ArchiveWriter::open({folder_, "t", 10, "x"}, [] { return base::UnixTime{1750000000}; }); };
  for (const char* page : {"1", "2", "3"}) ASSERT_TRUE(open()->write(exchange(std::string("https://a.example/") + page, kLong + page)));
  ASSERT_TRUE(open()->write(exchange("https://a.example/3", kLong + "3")));
  ASSERT_TRUE(open()->write(exchange("https://a.example/1", "", 304)));
  ASSERT_TRUE(open()->write(exchange("https://a.example/1", kLong + "1")));
  std::vector<std::string> types;
  for (const WarcRecord& record : records()) {
    if (record.type() != "warcinfo") types.push_back(std::string(record.type()));
  }
  EXPECT_EQ(types, (std::vector<std::string>{"response", "response", "response", "revisit", "response", "response"}));
  for (const char* page : {"1", "2", "3"}) EXPECT_EQ(replay({{std::string("https://a.example/") + page, "", "", {}}})[0].second->body, kLong + page);
}

TEST_F(ArchiveTest, NamesPagesOnlyAndNoFeedOrPictureOrRobotsFile) {
  {
    ArchiveWriter archive = writer();
    ASSERT_TRUE(archive.write(exchange("https://a.example/robots.txt", "User-agent: *\n", 200, "Content-Type: text/plain\r\n")));
    ASSERT_TRUE(archive.write(exchange("https://a.example/story", "<html><body>Text</body></html>")));
    ASSERT_TRUE(archive.write(exchange("https://a.example/feed", "<?xml version='1.0'?><rss version='2.0'><channel/></rss>")));
    ASSERT_TRUE(archive.write(exchange("https://a.example/typed-feed", "<rss version='2.0'><channel/></rss>", 200, "Content-Type: application/rss+xml\r\n")));
    ASSERT_TRUE(archive.write(exchange("https://a.example/picture", "GIF89a", 200, "Content-Type: image/gif\r\n")));
    ASSERT_TRUE(archive.write(exchange("https://a.example/untyped", "<p>Text</p>", 200, "")));
  }
  const auto source = ArchiveSource::open(folder_);
  ASSERT_TRUE(source);
  EXPECT_EQ((*source)->urls(), (std::vector<std::string>{"https://a.example/story", "https://a.example/untyped"}));
}

TEST_F(ArchiveTest, FollowsRedirectsInsideTheArchive) {
  {
    auto out = writer();
    ASSERT_TRUE(out.write(exchange("http://a.example/", "", 301, "Location: /new\r\n")));
    ASSERT_TRUE(out.write(exchange("http://a.example/new", kLong)));
    ASSERT_TRUE(out.write(exchange("http://a.example/loop", "", 302, "Location: /loop\r\n")));
  }
  const auto pages = replay({{"http://a.example", "", "", {}}, {"http://a.example/loop", "", "", {}}});
  ASSERT_FALSE(pages.empty());
  EXPECT_EQ(pages[0].second->final_url, "http://a.example/new");
  EXPECT_EQ(pages[0].second->url, "http://a.example");
  EXPECT_EQ(pages[1].second.error().kind, base::ErrorKind::kLimit);
}

TEST_F(ArchiveTest, AnswersAKnownETagWith304) {
  {
    auto out = writer();
    ASSERT_TRUE(out.write(exchange("http://a.example/", kLong, 200, "ETag: \"7\"\r\n")));
  }
  const auto pages = replay({{"http://a.example/", "\"7\"", "", {}}, {"http://a.example/", "\"8\"", "", {}}});
  ASSERT_FALSE(pages.empty());
  EXPECT_EQ(pages[0].second->status, 304);
  EXPECT_EQ(pages[1].second->status, 200);
}

std::string record(const std::string& type, const std::string& url, const std::string& block, const std::string& eol = "\r\n") {
  return "WARC/1.0" + eol + "WARC-Type: " + type + eol + "WARC-Target-URI: <" + url + ">" + eol + "WARC-Date: 2025-06-15T00:00:00Z" + eol +
         "Content-Length: " + std::to_string(block.size()) + eol + eol + block + eol + eol;
}

class ForeignArchive : public ArchiveTest {
 protected:
  void put(const std::string& bytes) { ASSERT_TRUE(base::write_file(folder_ + "/x.warc", bytes)); }
};

TEST_F(ForeignArchive, ReadsChunkedAndCompressedBodies) {
  const std::string packed = gzip("hello world");
  std::string chunked;
  for (std::size_t at = 0; at < packed.size(); at += 7) {
    const std::string piece = packed.substr(at, 7);
    chunked += std::to_string(piece.size()) + ";x=y\r\n" + piece + "\r\n";
  }
  chunked += "0\r\n\r\n";
  put(gzip(record("response", "http://a.example/1", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" + chunked)) +
      gzip(record("response", "http://a.example/2", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\nplain already")));
  const auto pages = replay({{"http://a.example/1", "", "", {}}, {"http://a.example/2", "", "", {}}});
  ASSERT_FALSE(pages.empty());
  EXPECT_EQ(pages[0].second->body, "hello world");
  EXPECT_EQ(pages[1].second->body, "plain already");
}

std::string from_hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  return bytes;
}

TEST_F(ForeignArchive, ReadsBrotliZstdAndCodingsInARow) {
  const std::string brotli = from_hex("1b2400f88dd44ef9c3505465680dc2c2f6a666a1a61ac8806a9600");
  const std::string zstd = from_hex("28b52ffd200b590000") + "hello world";
  const auto with = [](const std::string& coding, const std::string& body) { return "HTTP/1.1 200 OK\r\nContent-Encoding: " + coding + "\r\n\r\n" + body; };
  put(gzip(record("response", "http://a.example/1", with("br", brotli))) + gzip(record("response", "http://a.example/2", with("zstd", zstd))) +
      gzip(record("response", "http://a.example/3", with("br, gzip", gzip(brotli)))) + gzip(record("response", "http://a.example/4", with("br", "plain already"))) +
      gzip(record("response", "http://a.example/5", with("zstd", "plain already"))));
  const auto pages = replay({{"http://a.example/1", "", "", {}}, {"http://a.example/2", "", "", {}}, {"http://a.example/3", "", "", {}},
                             {"http://a.example/4", "", "", {}}, {"http://a.example/5", "", "", {}}});
  ASSERT_EQ(pages.size(), 5U);
  EXPECT_EQ(pages[0].second->body, "hello world, hello world, hello world");
  EXPECT_EQ(pages[1].second->body, "hello world");
  EXPECT_EQ(pages[2].second->body, "hello world, hello world, hello world");
  EXPECT_EQ(pages[3].second->body, "plain already");
  EXPECT_EQ(pages[4].second->body, "plain already");
}

TEST(ContentCoding, StopsAtItsLimitAndTellsWhatWasCut) {
  const std::string brotli = from_hex("1b2400f88dd44ef9c3505465680dc2c2f6a666a1a61ac8806a9600");
  EXPECT_EQ(decode_content("br", brotli, 5)->bytes, "hello");
  EXPECT_FALSE(decode_content("br", brotli, 5)->complete);
  for (std::size_t cut = 12; cut < brotli.size(); ++cut) {
    const auto plain = decode_content("br", brotli.substr(0, cut), 100);
    ASSERT_TRUE(plain);
    EXPECT_FALSE(plain->complete) << cut;
  }
  EXPECT_FALSE(decode_content("br", "", 10));
  EXPECT_FALSE(decode_content("unknown", "x", 10));
  EXPECT_FALSE(decode_content("br,br,br,br,br", brotli, 10));
}

TEST_F(ForeignArchive, ReadsPlainFilesAndBareLineEnds) {
  put(record("warcinfo", "", "x") + record("response", "http://a.example/1", "HTTP/1.0 200 OK\nA: b\n\nbody", "\n"));
  EXPECT_EQ(replay({{"http://a.example/1", "", "", {}}})[0].second->body, "body");
}

TEST_F(ForeignArchive, ReadsAFileThatIsOneGzipMember) {
  put(gzip(record("response", "http://a.example/1", "HTTP/1.1 200 OK\r\n\r\none") + record("response", "http://a.example/2", "HTTP/1.1 200 OK\r\n\r\ntwo")));
  EXPECT_EQ(records().size(), 2U);
}

TEST_F(ForeignArchive, TellsDamageOnceAndReadsOn) {
  const std::string good = gzip(record("response", "http://a.example/1", "HTTP/1.1 200 OK\r\n\r\none"));
  std::string bad = good;
  for (std::size_t i = 20; i < bad.size(); ++i) bad[i] = static_cast<char>(~bad[i]);
  put(good + bad + gzip(record("response", "http://a.example/2", "HTTP/1.1 200 OK\r\n\r\ntwo")));
  const auto all = records();
  EXPECT_GE(damages_, 0);
  ASSERT_GE(all.size(), 2U);
  EXPECT_EQ(all.front().url(), "http://a.example/1");
  EXPECT_EQ(all.back().url(), "http://a.example/2");
}

TEST_F(ForeignArchive, MarksARecordAtACutEndAsTruncated) {
  const std::string whole = record("response", "http://a.example/1", "HTTP/1.1 200 OK\r\n\r\n" + std::string(1000, 'x'));
  put(record("warcinfo", "", "x") + whole.substr(0, whole.size() - 500));
  const auto all = records();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_FALSE(all[0].truncated);
  EXPECT_TRUE(all[1].truncated);
}

TEST_F(ForeignArchive, NeverFailsOnAnyCutOfACompressedFile) {
  const std::string bytes = gzip(record("response", "http://a.example/1", "HTTP/1.1 200 OK\r\n\r\none")) + gzip(record("response", "http://a.example/2", "HTTP/1.1 200 OK\r\n\r\ntwo"));
  for (std::size_t size = 3; size <= bytes.size(); ++size) {
    put(bytes.substr(0, size));
    const auto all = records();
    ASSERT_LE(all.size(), 2U);
  }
}

TEST_F(ForeignArchive, WalksAllPagesInOrderWithRevisitsResolved) {
  put(record("response", "http://a.example/1", "HTTP/1.1 200 OK\r\n\r\none") + record("response", "http://a.example/robots.txt", "HTTP/1.1 200 OK\r\n\r\nx") +
      record("request", "http://a.example/1", "GET / HTTP/1.1\r\n\r\n") + record("response", "http://a.example/2", "HTTP/1.1 500 No\r\n\r\n") +
      "WARC/1.0\r\nWARC-Type: revisit\r\nWARC-Target-URI: http://a.example/3\r\nWARC-Refers-To-Target-URI: http://a.example/1\r\n"
      "WARC-Refers-To-Date: 2025-06-15T00:00:00Z\r\nContent-Length: 0\r\n\r\n\r\n\r\n");
  std::vector<std::string> seen;
  ASSERT_TRUE(for_each_page(folder_ + "/x.warc", [&](Page page) {
    seen.push_back(page.url + " " + page.body);
    return true;
  }));
  EXPECT_EQ(seen, (std::vector<std::string>{"http://a.example/1 one", "http://a.example/3 one"}));
}

}  // namespace
}  // namespace tradewire::fetch
