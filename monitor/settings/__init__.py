"""What the owner writes in `config/`, read and checked: every mistake becomes a `Fault` with file, line and column.

home          which folder is meant                      snapshot      all of it, one consistent set

to read YAML, and to complain of it
composer      events -> nodes with marks                 document      a file, read
rows          the lines of a file                        complaints    what YAML complains of, in plain words
schema        values -> checked models -> faults         wording       quotations, "did you mean …?"
gathering     the faults of several files

each file
runtime       monitor.yaml                               sources       sources.yaml
channels      channels.yaml                              secrets       from the environment or a file
templates     templates/*.j2: names, syntax
profiles      profiles/*.yaml                            profile_file  their shape < conditions
own           actors.yaml, topics.yaml                   vocabulary    what a profile may name
codes         languages, countries, time zones           ids           readable ones, made of names

to edit them, and leave every other byte as it was
revise        cut and put in at the marks                inline        values as they are written
replace       the new bytes, in one step                 enlist        drafted actors into actors.yaml
pulled        Wikidata's names into actors.yaml          subscribe     OPML into sources.yaml < opml

for editors, and for a watch that runs
schema_json   JSON Schema of each kind of file           schema_files  config/.schema/, with this home's names
stamps        what changes when a file is saved          watching      when to look

the shipped catalogue
catalogue     data -> values                             index_file    compiled, in the cache < frozen
shelf         its files, row by row                      lint          what is wrong in them < lint_file
transcription tables of sounds and scripts               languages     which language a text is in < language_model
parts_file    what is kept in the cache folder           lasting       what lives as long as the process
"""
