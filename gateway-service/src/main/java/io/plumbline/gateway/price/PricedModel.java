package io.plumbline.gateway.price;

/// A model whose price is looked up.
///
/// @param provider name of the provider that is paid
/// @param model the provider's name for it
public record PricedModel(String provider, String model) {}
