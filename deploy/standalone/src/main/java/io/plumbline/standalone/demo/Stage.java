package io.plumbline.standalone.demo;

import io.plumbline.standalone.init.Credentials;
import io.plumbline.standalone.layout.Service;
import java.net.http.HttpClient;

/// The running stack on which the story runs. Thread-safe.
record Stage(HttpClient http, Credentials credentials) {

    /// A service as called with a key.
    Api as(String key, Service service) {
        return Api.of(http, service, urlOf(service), key);
    }

    Api asAdmin(Service service) {
        return as(credentials.adminApiKey(), service);
    }

    Api simulator() {
        return Api.ofSimulator(http, credentials.simulatorUrl());
    }

    String urlOf(Service service) {
        return credentials.url(service);
    }
}
