/// The small networks that find names: the tagger on features of words, and the head on the encoder's vectors.
@NullMarked
package io.plumbline.personaldata.names.tagger;

import org.jspecify.annotations.NullMarked;
