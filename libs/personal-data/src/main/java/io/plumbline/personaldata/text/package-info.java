/// Reads through disguises: a normalised view of a text that maps each of its characters to its origin.
@NullMarked
package io.plumbline.personaldata.text;

import org.jspecify.annotations.NullMarked;
