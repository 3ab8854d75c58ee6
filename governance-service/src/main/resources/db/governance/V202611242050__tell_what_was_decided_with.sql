-- Who was ever given a secret of a key, and with what somebody decided: so that two people can be told from one with two
-- keys. Who rotated a key before is not known, nor what earlier decisions were made with.

alter table api_key add given_to text[];
update api_key set given_to = array[created_by];
alter table api_key alter given_to set not null;

alter table approval_decision
    add decided_with text check (decided_with in ('USER', 'OWNED_KEY', 'MACHINE_KEY')),
    add independent  boolean;
