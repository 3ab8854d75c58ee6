package io.plumbline.registry.knowledge.rerank;

/// How the results of searches in a knowledge base are reranked.
///
/// @param url of the endpoint, such as `https://api.example.com/v1/rerank`
/// @param timeoutMs how long a search waits for it
/// @param candidates number of results that are sent to it
record RerankerTerms(String url, String model, int timeoutMs, int candidates) {}
