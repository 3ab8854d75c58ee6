package io.plumbline.personaldata.country;

import io.plumbline.personaldata.scan.PatternRecognizer;
import io.plumbline.personaldata.scan.Recognizer;
import java.util.List;

/// The recognizers of countries' identifiers for people and documents.
public final class CountryRecognizers {

    private static final List<Country> COUNTRIES = List.of(
            NorthAmerica.unitedStates(),
            BritishIsles.unitedKingdom(),
            NorthAmerica.canada(),
            Oceania.australia(),
            Oceania.newZealand(),
            India.india(),
            SouthEastAsia.singapore(),
            Germany.germany(),
            WesternEurope.france(),
            SouthernEurope.spain(),
            SouthernEurope.italy(),
            EasternEurope.poland(),
            WesternEurope.netherlands(),
            WesternEurope.belgium(),
            WesternEurope.austria(),
            WesternEurope.switzerland(),
            SouthernEurope.portugal(),
            BritishIsles.ireland(),
            NorthernEurope.sweden(),
            NorthernEurope.norway(),
            NorthernEurope.denmark(),
            NorthernEurope.finland(),
            NorthernEurope.iceland(),
            NorthernEurope.estonia(),
            NorthernEurope.latvia(),
            NorthernEurope.lithuania(),
            EasternEurope.czechia(),
            EasternEurope.slovakia(),
            EasternEurope.hungary(),
            SouthEasternEurope.romania(),
            SouthEasternEurope.bulgaria(),
            SouthEasternEurope.greece(),
            SouthEasternEurope.cyprus(),
            SouthernEurope.malta(),
            SouthEasternEurope.croatia(),
            SouthEasternEurope.slovenia(),
            SouthEasternEurope.serbia(),
            WesternEurope.luxembourg(),
            SouthAmerica.brazil(),
            NorthAmerica.mexico(),
            SouthAmerica.argentina(),
            SouthAmerica.chile(),
            SouthAmerica.colombia(),
            SouthAmerica.ecuador(),
            SouthAmerica.peru(),
            SouthAmerica.uruguay(),
            SouthAmerica.venezuela(),
            EastAsia.korea(),
            EastAsia.japan(),
            EastAsia.china(),
            EastAsia.hongKong(),
            EastAsia.taiwan(),
            SouthEastAsia.thailand(),
            SouthEastAsia.philippines(),
            SouthEastAsia.indonesia(),
            SouthEastAsia.malaysia(),
            SouthEastAsia.vietnam(),
            MiddleEast.turkey(),
            MiddleEast.israel(),
            MiddleEast.emirates(),
            MiddleEast.saudiArabia(),
            MiddleEast.kuwait(),
            MiddleEast.egypt(),
            MiddleEast.pakistan(),
            Africa.nigeria(),
            Africa.southAfrica(),
            Africa.kenya(),
            EasternEurope.russia(),
            EasternEurope.ukraine(),
            EasternEurope.kazakhstan(),
            EasternEurope.moldova());

    private static final List<Recognizer> RECOGNIZERS = COUNTRIES.stream()
            .flatMap(country -> country.identifiers().stream())
            .<Recognizer>map(CountryRecognizers::recognizer)
            .toList();

    private CountryRecognizers() {}

    /// All countries, with their identifiers.
    public static List<Country> countries() {
        return COUNTRIES;
    }

    /// A recognizer for each identifier.
    public static List<Recognizer> all() {
        return RECOGNIZERS;
    }

    private static PatternRecognizer recognizer(Identifier identifier) {
        PatternRecognizer.Builder builder = PatternRecognizer.of(identifier.entityType());
        identifier.forms().forEach(builder::form);
        return builder.judged(identifier.check()::of)
                .context(identifier.context().toArray(String[]::new))
                .proof(identifier.proof())
                .foundWhenAnnounced()
                .build();
    }
}
