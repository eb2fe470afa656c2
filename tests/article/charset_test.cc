#include "article/charset.h"

#include <gtest/gtest.h>

#include "article/encodings.h"

namespace tradewire::article {
namespace {

using namespace std::string_view_literals;

TEST(Encodings, LabelsAreFoundWhateverTheirCaseAndBlanks) {
  EXPECT_EQ(encoding_of_label(" Latin1\n"), "windows-1252");
  EXPECT_EQ(encoding_of_label("GB2312"), "GBK");
  EXPECT_EQ(encoding_of_label("unicode"), "UTF-16LE");
  EXPECT_EQ(encoding_of_label("iso-2022-kr"), "replacement");
  EXPECT_EQ(encoding_of_label("nothing"), std::nullopt);
}

TEST(Encodings, SingleByteTablesAreThoseOfBrowsers) {
  EXPECT_EQ(decode("windows-1252", "\x80\x81\xE9"), "€\xC2\x81é");
  EXPECT_EQ(decode("KOI8-U", "\xAE\xBE"), "ўЎ");
  EXPECT_EQ(decode("ISO-8859-16", "\xA4"), "€");
  EXPECT_EQ(decode("windows-874", "\xDB"), "\xEF\xBF\xBD");
  EXPECT_EQ(decode("x-user-defined", "a\x80"), "a\xEF\x9E\x80");
  EXPECT_EQ(decode("ISO-8859-8-I", "\xE0"), "א");
}

TEST(Encodings, TheReplacementEncodingIsOneErrorForAnyText) {
  EXPECT_EQ(decode("replacement", "abc"), "\xEF\xBF\xBD");
  EXPECT_EQ(decode("replacement", ""), "");
}

TEST(Encodings, ChineseIsReadWithTheCodePointsOf2022) {
  EXPECT_EQ(decode("GBK", "\xC4\xE3\xBA\xC3"), "你好");
  EXPECT_EQ(decode("gb18030", "\xA6\xD9"), "\xEF\xB8\x90");
  EXPECT_EQ(decode("gb18030", "\x90\x30\x81\x30"), "\xF0\x90\x80\x80");
  EXPECT_EQ(decode("gb18030", "\x81\x35\xF4\x37"), "\xEE\x9F\x87");
  EXPECT_EQ(decode("gb18030", "\x81\x30\x81\x41"), "\xEF\xBF\xBD" "0丄");
  EXPECT_EQ(decode("Big5", "\x88\x62"), "Ê̄");
}

TEST(Encodings, JapaneseAndKoreanAreRead) {
  EXPECT_EQ(decode("Shift_JIS", "\x93\xFA\x96\x7B\xB1"), "日本ｱ");
  EXPECT_EQ(decode("EUC-JP", "\xC6\xFC\x8E\xB1"), "日ｱ");
  EXPECT_EQ(decode("ISO-2022-JP", "\x1B$B\x46\x7C\x1B(B!"), "日!");
  EXPECT_EQ(decode("EUC-KR", "\xC7\xD1"), "한");
}

TEST(Encodings, AnAsciiByteAfterABrokenLeadIsReadAgain) {
  EXPECT_EQ(decode("Shift_JIS", "\x81<"), "\xEF\xBF\xBD<");
  EXPECT_EQ(decode("EUC-KR", "\xC9["), "\xEF\xBF\xBD[");
  EXPECT_EQ(decode("EUC-JP", "\x8F\xA1\x41"), "\xEF\xBF\xBD" "A");
}

TEST(Encodings, LoneSurrogatesAndHalfUnitsAreErrors) {
  EXPECT_EQ(decode("UTF-16LE", "\x00\xD8" "a\x00"sv), "\xEF\xBF\xBD" "a");
  EXPECT_EQ(decode("UTF-16BE", "\x00" "a\x00"sv), "a\xEF\xBF\xBD");
}

TEST(Charset, AByteOrderMarkGoesBeforeTheHeader) {
  EXPECT_EQ(sniff_encoding("\xEF\xBB\xBFx", "text/html; charset=gbk"), "UTF-8");
  EXPECT_EQ(sniff_encoding("\xFF\xFEx", ""), "UTF-16LE");
}

TEST(Charset, TheHeaderGoesBeforeTheMetaElement) {
  EXPECT_EQ(sniff_encoding("<meta charset=gbk>", "text/html; charset=\"shift_jis\""), "Shift_JIS");
}

TEST(Charset, AMetaElementIsReadInItsBothForms) {
  EXPECT_EQ(sniff_encoding("<html><meta charset='euc-jp'>"), "EUC-JP");
  EXPECT_EQ(sniff_encoding("<meta http-equiv=Content-Type content='text/html; charset=big5'>"), "Big5");
  EXPECT_EQ(prescan_encoding("<meta content='text/html; charset=big5'>"), std::nullopt);
  EXPECT_EQ(prescan_encoding("<!-- <meta charset=gbk> --><meta charset=utf-16>"), "UTF-8");
  EXPECT_EQ(prescan_encoding("<a title='<meta charset=gbk>'>"), std::nullopt);
}

TEST(Charset, AMetaElementBehindThe1024thByteIsNotRead) {
  EXPECT_EQ(prescan_encoding(std::string(1024, ' ') + "<meta charset=gbk>"), std::nullopt);
}

TEST(Charset, AMetaElementThatDoesNotEndWithin1024BytesSaysNothing) {
  EXPECT_EQ(prescan_encoding("<meta charset=gbk"), std::nullopt);
  EXPECT_EQ(prescan_encoding("<meta charset=gbk content='open"), std::nullopt);
  const std::string before(1024 - 18, ' ');
  EXPECT_EQ(prescan_encoding(before + "<meta charset=gbk>"), "GBK");
  EXPECT_EQ(prescan_encoding(before + " <meta charset=gbk>"), std::nullopt);
}

// The standard's "change the encoding": what the parser meets behind the bytes of the prescan.
TEST(Charset, AMetaElementFarBehindIsHeededWhenNothingElseTells) {
  const std::string far = "<!-- " + std::string(5000, 'x') + " -->";
  EXPECT_EQ(sniff_encoding(far + "<meta charset=iso-8859-2>"), "ISO-8859-2");
  EXPECT_EQ(sniff_encoding("<meta charset=gbk>" + far + "<meta charset=iso-8859-2>"), "GBK");
  EXPECT_EQ(sniff_encoding(far + "<script>'<meta charset=gbk>'</script><TITLE><meta charset=gbk></TITLE><meta charset=iso-8859-2>"), "ISO-8859-2");
  EXPECT_EQ(sniff_encoding(far + "<script>'<meta charset=gbk>'"), "windows-1252");
}

TEST(Encodings, BrokenUtf8HasAnErrorForEachMaximalPart) {
  EXPECT_EQ(decode("UTF-8", "\xE2\x82"), "\uFFFD");
  EXPECT_EQ(decode("UTF-8", "\xF0\x80\x80"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(decode("UTF-8", "\xED\xA0\x80"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(decode("UTF-8", "\xC0\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(decode("UTF-8", "\xF1\x80\x80" "a"), "\uFFFD" "a");
}

TEST(Encodings, AnEscapeThatLeadsNowhereIsReadAgainAsText) {
  EXPECT_EQ(decode("ISO-2022-JP", "\x1B$"), "\uFFFD$");
  EXPECT_EQ(decode("ISO-2022-JP", "\x1B(X"), "\uFFFD(X");
  EXPECT_EQ(decode("ISO-2022-JP", "\x1B(B\x1B(B"), "\uFFFD");
  EXPECT_EQ(decode("ISO-2022-JP", "\x1B$B0!\x1B(B"), "亜");
  EXPECT_EQ(decode("ISO-2022-JP", "\x1B$B0"), "\uFFFD");
  EXPECT_EQ(decode("ISO-2022-JP", "\x0E\x0F\x80"), "\uFFFD\uFFFD\uFFFD");
}

TEST(Encodings, APartOfFourBytesThatFitsNoCharacterIsReadAgain) {
  EXPECT_EQ(decode("gb18030", "\x81\x30"), "\uFFFD");
  EXPECT_EQ(decode("gb18030", "\x81\x30" "aa"), "\uFFFD" "0aa");
  EXPECT_EQ(decode("gb18030", "\x81\x30\x81" "A"), "\uFFFD" "0\u4E04");
  EXPECT_EQ(decode("gb18030", "\x90\x30\x81\x30"), "\U00010000");
  EXPECT_EQ(decode("gb18030", "\x80\xFF"), "\u20AC\uFFFD");
}

TEST(Charset, AnXmlDeclarationCounts) {
  EXPECT_EQ(prescan_encoding("<?xml version='1.0' encoding='windows-1251'?>"), "windows-1251");
}

TEST(Charset, ADeclarationThatTheBytesDisproveIsNotBelieved) {
  std::string latin = "<meta charset=utf-8><p>";
  for (int i = 0; i < 40; ++i) latin += "Die H\xE4ndler pr\xFC" "fen die Z\xF6lle f\xFCr das n\xE4" "chste Jahr. ";
  const Decoded page = decode_page(latin);
  EXPECT_NE(page.text.find("Händler"), std::string::npos);
  EXPECT_FALSE(page.warning.empty());
  const Decoded other = decode_page("<meta charset=iso-8859-1><p>Zölle für Händler und Käufer");
  EXPECT_EQ(other.encoding, "UTF-8");
}

}  // namespace
}  // namespace tradewire::article
