package io.plumbline.personaldata.country;

import java.util.List;

/// The identifiers of a country.
///
/// @param code ISO 3166-1 alpha-2
/// @param name in English
/// @param languages ISO 639-1 codes of the languages of texts about them, besides English
public record Country(String code, String name, List<String> languages, List<Identifier> identifiers) {}
