/// Countries' identifiers for people and documents: identity, tax, health, bank and vehicle numbers. Each region
/// is one class of data; one automaton reads the forms of all of them at once.
@NullMarked
package io.plumbline.personaldata.country;

import org.jspecify.annotations.NullMarked;
