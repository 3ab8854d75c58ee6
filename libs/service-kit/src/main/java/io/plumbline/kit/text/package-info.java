/// Texts of others for people: readable, bounded, compared word by word.
@NullMarked
package io.plumbline.kit.text;

import org.jspecify.annotations.NullMarked;
