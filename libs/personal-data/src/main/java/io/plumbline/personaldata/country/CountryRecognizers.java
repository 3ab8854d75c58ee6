package io.plumbline.personaldata.country;

import io.plumbline.personaldata.scan.PatternRecognizer;
import io.plumbline.personaldata.scan.Recognizer;
import java.util.List;

/// The recognizers of countries' identifiers for people and documents.
public final class CountryRecognizers {

    private static final List<Land> LANDS = List.of(
            UnitedStates.land(),
            UnitedKingdom.land(),
            Canada.land(),
            Oceania.australia(),
            Oceania.newZealand(),
            India.land(),
            Singapore.land(),
            Germany.land(),
            France.land(),
            Spain.land(),
            Italy.land(),
            Poland.land(),
            Netherlands.land(),
            Belgium.land(),
            Austria.land(),
            Switzerland.land(),
            Portugal.land(),
            Ireland.land(),
            Sweden.land(),
            Norway.land(),
            Denmark.land(),
            Finland.land(),
            Norway.iceland(),
            Baltics.estonia(),
            Baltics.latvia(),
            Baltics.lithuania(),
            Czechia.land(),
            Slovakia.land(),
            Hungary.land(),
            Romania.land(),
            Bulgaria.land(),
            Greece.land(),
            Cyprus.land(),
            Malta.land(),
            Croatia.land(),
            Slovenia.land(),
            Slovenia.serbia(),
            Luxembourg.land(),
            Brazil.land(),
            Mexico.land(),
            SouthAmerica.argentina(),
            SouthAmerica.chile(),
            SouthAmerica.colombia(),
            SouthAmerica.ecuador(),
            SouthAmerica.peru(),
            SouthAmerica.uruguay(),
            SouthAmerica.venezuela(),
            Korea.land(),
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

    private static final List<Recognizer> RECOGNIZERS = LANDS.stream()
            .flatMap(land -> land.identifiers().stream())
            .<Recognizer>map(CountryRecognizers::recognizer)
            .toList();

    private CountryRecognizers() {}

    /// All countries, with their identifiers.
    public static List<Land> lands() {
        return LANDS;
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
