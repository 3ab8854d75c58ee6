package io.plumbline.personaldata.scan.context;

import io.plumbline.personaldata.text.Chars;
import java.util.List;
import java.util.Set;

/// Recognizes what turns a preceding number into an amount: signs and words for currencies, measures and counts.
public final class Units {

    private static final String SIGNS = "€$£¥₽%°‰";

    /// Chinese and Japanese units, which no space separates from the number.
    private static final String UNSPACED = "元円圆块万亿億个個名人年月回件枚次米台部字バポ期点分時时歳岁";

    private static final Set<String> WORDS = Set.copyOf(List.of(
            ("eur euro euros usd gbp chf dollar dollars pound pounds pln zł złotych zl rub руб рублей рубля reais real"
                            + " pesos kr sek nok yen yuan rupees ريال درهم جنيه دولار mm cm km kg gr mg ml kb mb gb tb ms"
                            + " kw kwh ps hp mhz ghz mah px dpi min mins minutes minuten minuti minutos minut минут hours"
                            + " hrs stunden heures horas ore uur godzin days tage jours días giorni dias dagen dni дней"
                            + " years jahre ans años anni anos jaar lat лет bytes byte bits байт pages seiten páginas"
                            + " pagine stron страниц items units stück unités unidades unità stuks sztuk штук"
                            + " entries entradas einträge elemente elements elementos elementi items records rows zeilen lignes righe"
                            + " people users personen personnes personas persone pessoas osób человек mal times fois veces"
                            + " million millionen millions millones milioni milhões miljoen milionów миллионов tausend"
                            + " thousand mille mil мб гб кг км мм بايت جيجا كم كجم متر")
                    .split(" ", -1)));

    private static final int LONGEST = 12;

    private Units() {}

    public static boolean stand(CharSequence text, int end) {
        int at = end;
        while (at < end + 2 && Chars.isGroupSpace(Chars.at(text, at))) {
            at++;
        }
        char first = Chars.at(text, at);
        if (SIGNS.indexOf(first) >= 0 || UNSPACED.indexOf(first) >= 0) {
            return true;
        }
        StringBuilder word = new StringBuilder();
        while (word.length() <= LONGEST && Character.isLetter(Chars.at(text, at))) {
            word.append(Character.toLowerCase(text.charAt(at++)));
        }
        return WORDS.contains(word.toString());
    }
}
