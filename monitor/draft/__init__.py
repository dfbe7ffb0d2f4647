"""Seeds -> profile: what a careful reader would put on watch after reading these articles, and why.

seeds -> own          whom nobody has listed, as actors of the owner's own
      -> propose      affairs (which seeds belong together) -> sides, marks, familiarity -> require, settle, succession
      -> proposal     what it comes to, as values
      -> write        lines (each with its sentence), note (what was drafted, for the next time) -> a new file
      -> merge/       or changes of the profile that is there

learn/                what readers say of alerts -> changes of a profile
"""
