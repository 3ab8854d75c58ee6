package io.plumbline.personaldata.surrogate;

import org.jspecify.annotations.Nullable;

/// Places and firms that do not exist.
final class InventedPlaces {

    private static final String[] STARTS =
            "Alder Ash Birch Black Bright Clear Cold Copper East Elm Fair Fern Glen Gold Green Grey Hazel Iron Lake Long Maple North Oak Pine Red River Rock Silver South Stone Sun West White Willow Wind Winter"
                    .split(" ", -1);
    private static final String[] TOWN_ENDS =
            "bridge brook bury croft dale field ford gate ham haven hill hurst mere mill port ridge stead view wick wood"
                    .split(" ", -1);
    private static final String[] TRADES =
            "Analytics Builders Consulting Foods Freight Holdings Industries Instruments Logistics Partners Printing Supplies Systems Textiles Trading Works"
                    .split(" ", -1);
    private static final String[] LEGAL_FORMS =
            "AB AG AS BV Co Corp Corporation GmbH Inc KG LLC LLP Limited Ltd NV Oy PLC SA SARL SE SpA SRL"
                    .split(" ", -1);
    private static final String[] STREETS = {"Avenue", "Close", "Lane", "Road", "Street", "Way"};

    private InventedPlaces() {}

    static @Nullable String town(String value, Dice dice) {
        return isLatin(value) ? InventedNames.inCase(value, town(dice)) : null;
    }

    private static String town(Dice dice) {
        return dice.of(STARTS) + dice.of(TOWN_ENDS);
    }

    /// Keeps the legal form.
    static @Nullable String organization(String value, Dice dice) {
        if (!isLatin(value)) {
            return null;
        }
        String last = value.substring(value.lastIndexOf(' ') + 1);
        String form = "";
        for (String each : LEGAL_FORMS) {
            if (each.equalsIgnoreCase(last.replace(".", "").replace(",", ""))) {
                form = " " + last;
            }
        }
        return InventedNames.inCase(value, town(dice) + " " + dice.of(TRADES)) + form;
    }

    /// Keeps the position of the house number, and appends a town if the value has one.
    static @Nullable String address(String value, Dice dice) {
        if (!isLatin(value)) {
            return null;
        }
        int house = 1 + dice.below(198);
        String street = dice.of(STARTS) + dice.of(TOWN_ENDS) + " " + dice.of(STREETS);
        boolean numberFirst = !value.isEmpty() && Character.isDigit(value.charAt(0));
        return (numberFirst ? house + " " + street : street + " " + house)
                + (value.indexOf(',') >= 0 ? ", " + town(dice) : "");
    }

    private static boolean isLatin(String value) {
        return value.chars().allMatch(c -> !Character.isLetter(c) || c < 0x250);
    }
}
