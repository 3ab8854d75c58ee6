/// The words of a text with their traits: shape, position and entries in word lists.
@NullMarked
package io.plumbline.personaldata.names.word;

import org.jspecify.annotations.NullMarked;
