// Writes the table behind pinyin.h to standard output while Candor is built: the characters of
// GB 2312 under the readings that ICU gives them, those of names first.
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace {

using icu::UnicodeString;

/// Family names, the commonest first, then characters that given names are often made of.
constexpr const char* kInNames =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕"
    "丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛"
    "樊葛邢安齐易乔伍庞颜倪庄聂章"
    "鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管"
    "柴蒙鲍华喻祁蒲房滕屈饶解牟"
    "艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师"
    "和仇栾隋商刁沙荣巫寇桑郎"
    "小明伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超平刚玲辉红建国志晓丹萍鑫鹏飞玉美云淑珍燕霞梅兰凤洁琳莹"
    "雪慧文博宇浩轩子涵梓欣怡"
    "佳思雨晨嘉俊泽睿诗琪雅婷天一诺依然家豪德福贵宝春生海波山峰林森龙虎永安康乐成功学友兴旺光荣华东"
    "南西北中正义和顺祥瑞庆吉庭"
    "瑶琴瑾瑜璐妍倩颖蕾薇蓉莲菊香月星辰阳旭昊晟哲翰墨逸凡毅恒坤乾震霖鸿锦绣彩虹素贞惠仁爱信诚忠孝礼"
    "智勤俭";
/// In names, but not in GB 2312.
constexpr const char* kBesides = "喆堃昇珺祎芃翀镕赟彧昉旻玥晞甯琛煜玮翊苡珏璟";

/// Readings that a character has as a family name or in a given name, besides ICU's one.
struct Reading {
  const char* letters;
  const char* characters;
};

constexpr Reading kOtherReadings[] = {
    {"shan", "单"},  {"zeng", "曾"},  {"qiu", "仇"},  {"xie", "解"},   {"zha", "查"},
    {"ren", "任"},   {"zhai", "翟"},  {"piao", "朴"}, {"ou", "区"},    {"yue", "乐"},
    {"le", "乐"},    {"ge", "盖"},    {"yu", "尉"},   {"zhong", "重"}, {"chong", "重种"},
    {"chang", "长"}, {"zhang", "长"}, {"chao", "朝"}, {"zhao", "朝"},  {"hang", "行"},
    {"xing", "行"},  {"ning", "宁"},  {"hua", "华"},  {"qin", "覃"},   {"tan", "覃"},
    {"miao", "缪"},  {"mou", "缪牟"}, {"shen", "沈"}};

/// "lǚ" → "lv".
std::string letters_of(const icu::Transliterator& latin, const icu::Normalizer2& apart,
                       const UnicodeString& character) {
  UnicodeString reading = character;
  latin.transliterate(reading);
  if (reading == character) return {};
  UErrorCode error = U_ZERO_ERROR;
  const UnicodeString marked = apart.normalize(reading, error);
  std::string letters;
  for (int32_t i = 0; i < marked.length(); ++i) {
    const char16_t unit = marked[i];
    if (unit >= u'a' && unit <= u'z') letters += static_cast<char>(unit);
    constexpr char16_t kTwoDots = 0x0308;
    if (unit == kTwoDots && !letters.empty()) letters.back() = 'v';
  }
  return letters;
}

/// Every character of GB 2312: the first level holds the common ones.
UnicodeString all_characters() {
  std::string bytes;
  for (unsigned row = 0xB0; row <= 0xF7; ++row) {
    // The last places of the first level are empty.
    const unsigned last = row == 0xD7 ? 0xF9 : 0xFE;
    for (unsigned cell = 0xA1; cell <= last; ++cell) {
      bytes += static_cast<char>(row);
      bytes += static_cast<char>(cell);
    }
  }
  return UnicodeString(bytes.data(), static_cast<int32_t>(bytes.size()), "gb18030");
}

}  // namespace

int main() {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> latin(
      icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, error));
  const icu::Normalizer2* const apart = icu::Normalizer2::getNFDInstance(error);
  if (U_FAILURE(error) || !latin) {
    (void)std::fprintf(stderr, "make_pinyin: ICU has no Han-Latin: %s\n", u_errorName(error));
    return 1;
  }
  std::map<std::string, std::string> table;
  std::set<std::pair<std::string, std::string>> taken;
  const auto add = [&](const std::string& letters, const std::string& character) {
    if (!letters.empty() && taken.insert({letters, character}).second) {
      table[letters] += character;
    }
  };
  const auto add_all = [&](const UnicodeString& characters) {
    for (int32_t i = 0; i < characters.length(); i = characters.moveIndex32(i, 1)) {
      const UnicodeString one(characters.char32At(i));
      std::string utf8;
      one.toUTF8String(utf8);
      std::string letters = letters_of(*latin, *apart, one);
      add(letters, utf8);
      // Many type lu where a passport writes LU or LYU for lü.
      if (letters == "lv" || letters == "nv") {
        letters.back() = 'u';
        add(letters, utf8);
        add(letters.substr(0, 1) + "yu", utf8);
      }
    }
  };
  add_all(UnicodeString::fromUTF8(kInNames));
  for (const Reading& reading : kOtherReadings) {
    const UnicodeString characters = UnicodeString::fromUTF8(reading.characters);
    for (int32_t i = 0; i < characters.length(); i = characters.moveIndex32(i, 1)) {
      std::string utf8;
      UnicodeString(characters.char32At(i)).toUTF8String(utf8);
      add(reading.letters, utf8);
    }
  }
  add_all(UnicodeString::fromUTF8(kBesides));
  add_all(all_characters());
  for (const auto& [letters, characters] : table) {
    std::printf("{\"%s\", \"%s\"},\n", letters.c_str(), characters.c_str());
  }
  return std::fflush(stdout) == 0 && table.size() > 300 ? 0 : 1;
}
