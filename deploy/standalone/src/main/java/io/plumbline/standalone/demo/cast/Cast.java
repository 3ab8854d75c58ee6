package io.plumbline.standalone.demo.cast;

/// The actors of the story: a team, and the API key of each of its members.
public record Cast(String team, String engineer, String pipeline, String application, String officer) {

    /// Contains no key.
    @Override
    public String toString() {
        return "Cast of " + team;
    }
}
