package io.plumbline.personaldata.surrogate;

import java.lang.Character.UnicodeScript;
import org.jspecify.annotations.Nullable;

/// Gender-neutral given names and frequent family names, of one language.
final class NameList {

    static final NameList ENGLISH = new NameList(
            "Alex Avery Blake Casey Charlie Dana Emery Finley Frankie Harper Hayden Jamie Jordan Kelly Kerry Lee"
                    + " Leslie Logan Morgan Parker Quinn Reese Riley Robin Rory Rowan Sam Shannon Sidney Taylor",
            "Abbott Barker Brewer Carver Chandler Coleman Cooper Dalton Draper Ellison Farmer Fletcher Forester"
                    + " Gardner Glover Harding Hollis Keller Kemp Lawton Mercer Milner Norwood Palmer Porter Radley"
                    + " Sadler Sawyer Shepherd Spencer Thatcher Turner Underhill Wainwright Walton Weaver Whitaker",
            false);

    private static final NameList GERMAN = new NameList(
            "Alex Bente Chris Dominique Eike Gabriele Jona Kay Kim Lou Luca Mika Nico Robin Sascha Sandro Toni Ulli",
            "Ackermann Bäcker Böttcher Dreher Färber Fischer Gerber Gärtner Jäger Köhler Küfer Lehmann Müller Pfeiffer"
                    + " Richter Schäfer Schröder Schütz Seiler Töpfer Vogt Wächter Weber Zöllner",
            false);

    private static final NameList FRENCH = new NameList(
            "Alix Andréa Camille Charlie Claude Dominique Eden Frédérique Gaël Joëlle Lou Maxime Noa Pascale Renée Sacha",
            "Béranger Boulanger Carpentier Chevalier Delacroix Dufrêne Fabre Févre Gagné Granger Lefèvre Léger Marchand"
                    + " Mercier Moreau Pelletier Rivière Rousseau Tessier Verrière",
            false);

    private static final NameList SPANISH = new NameList(
            "Alex Ángel Ariel Cruz Dani Guadalupe Jesús Noa Reyes Rosario Sol Trinidad Yael",
            "Álvarez Cabrera Domínguez Espinosa Fernández Giménez Herrero Ibáñez Jiménez Lozano Márquez Muñoz Núñez Peña"
                    + " Ramírez Rodríguez Suárez Velázquez Zapatero",
            false);

    private static final NameList POLISH = new NameList(
            "Alex Maria Nikola Sasza Wiesia",
            "Bąk Dudek Gołąb Kowal Król Łąka Mróz Nowak Pająk Sęk Sikora Wójcik Wróbel Zając Żuk",
            false);

    private static final NameList NORDIC = new NameList(
            "Alex Bo Charlie Eli Ea Jo Kai Kim Love Mika Robin Runa Sasha Storm",
            "Åberg Bakke Bjørk Dahl Eng Fjeld Granlund Holm Højgaard Lindström Lund Nygård Sæther Sjöberg Strand"
                    + " Søndergaard Vik Wåhlin",
            false);

    private static final NameList RUSSIAN = new NameList(
            "Саша Женя Валя Шура Слава Паша Тоня Рада",
            "Бондаренко Гончаренко Долгих Коваль Кравченко Мельник Седых Ткач Черных Шевченко",
            false);

    private static final NameList GREEK = new NameList(
            "Άγγελος Παναγιώτης Χρύσα Φώτης",
            "Αλεξίου Βασιλείου Γεωργίου Δημητρίου Ιωάννου Μιχαήλ Νικολάου Παύλου Χρήστου",
            false);

    private static final NameList CHINESE = new NameList("文 晨 宇 安 晓 然 宁 岚", "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林", true);

    private static final NameList JAPANESE =
            new NameList("葵 薫 光 翼 千尋 真琴 歩 晶 ひかる かおる", "佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田", true);

    private static final NameList KOREAN = new NameList("지우 하늘 은우 가온 다온 슬기 이든", "김 이 박 최 정 강 조 윤 장 임 한 오", true);

    private static final NameList ARABIC =
            new NameList("نور إحسان صباح رضا جهاد ضياء", "حداد خوري نجار صباغ خياط بيطار عطار سقا", false);

    private final String[] given;
    private final String[] family;
    private final boolean joined;

    private NameList(String given, String family, boolean joined) {
        this.given = given.split(" ", -1);
        this.family = family.split(" ", -1);
        this.joined = joined;
    }

    String given(Dice dice) {
        return dice.of(given);
    }

    String family(Dice dice) {
        return dice.of(family);
    }

    /// Whether names are written without a space, family name first.
    boolean isJoined() {
        return joined;
    }

    /// The list of the language that a name's letters suggest; English for plain Latin letters.
    static @Nullable NameList of(String value) {
        NameList latin = null;
        for (int i = 0; i < value.length(); i++) {
            char c = Character.toLowerCase(value.charAt(i));
            if (!Character.isLetter(c)) {
                continue;
            }
            UnicodeScript script = UnicodeScript.of(c);
            if (script == UnicodeScript.LATIN) {
                latin = latin == null || latin == ENGLISH ? latin(c) : latin;
                continue;
            }
            return switch (script) {
                case CYRILLIC -> RUSSIAN;
                case GREEK -> GREEK;
                case HAN -> hasKana(value) ? JAPANESE : CHINESE;
                case HIRAGANA, KATAKANA -> JAPANESE;
                case HANGUL -> KOREAN;
                case ARABIC -> ARABIC;
                default -> null;
            };
        }
        return latin;
    }

    private static boolean hasKana(String value) {
        return value.chars().anyMatch(c -> c >= 0x3040 && c <= 0x30FF);
    }

    private static NameList latin(char c) {
        if ("äöüß".indexOf(c) >= 0) {
            return GERMAN;
        }
        if ("àâçèêëîïôœûÿé".indexOf(c) >= 0) {
            return FRENCH;
        }
        if ("áíóúñ".indexOf(c) >= 0) {
            return SPANISH;
        }
        if ("ąćęłńśźż".indexOf(c) >= 0) {
            return POLISH;
        }
        return "åæø".indexOf(c) >= 0 ? NORDIC : ENGLISH;
    }
}
