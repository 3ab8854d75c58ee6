/// The words around a candidate, which raise its score or rule it out.
@NullMarked
package io.plumbline.personaldata.scan.context;

import org.jspecify.annotations.NullMarked;
