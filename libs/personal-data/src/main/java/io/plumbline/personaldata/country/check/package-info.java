/// The rules of identifiers beyond their form: check digits and dates of birth.
@NullMarked
package io.plumbline.personaldata.country.check;

import org.jspecify.annotations.NullMarked;
