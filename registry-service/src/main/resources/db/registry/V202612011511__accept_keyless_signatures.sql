-- Keyless signatures: the issuer of the signer's identity, and when the transparency log integrated the entry.
alter table model_signature drop constraint model_signature_method_check;
alter table model_signature add constraint model_signature_method_check
    check (method in ('KEY', 'CERTIFICATE', 'KEYLESS'));
alter table model_signature add column issuer text;
alter table model_signature add column signed_at timestamptz;
