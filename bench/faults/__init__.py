"""Does anything get lost when parts are killed?"""
