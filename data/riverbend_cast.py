"""Who is in Riverbend, a city that does not exist: the hand-written half of make_riverbend.py.

An organization is a few lines: "name; type; neighborhood; since; issue areas", then what it does,
then its other cells as "column: a, b; column: c". A cell that is not written is not known; "none"
means that someone looked. Besides columns of the standard there are four hints for the script:
``weight`` (how sought after it is as a partner; 2 where not written), ``first`` (2025 where it is
missing from the inventory of 2023), ``gone`` (it is in the inventory of 2023 only) and ``ties``
(none where it works with no one on record).
"""

ORGANIZATIONS = {
    "digital": """
Riverbend Public Library; library; Downtown; 1904; digital access, education, civic participation
Lends books, laptops and meeting rooms, and teaches computer skills at nine branches.
serves: older adults, young people, low-income residents, immigrants and refugees, residents without a home;
led_by: none; skills: training and teaching, facilitation, issue knowledge; offers: space, tools,
relationships;
needs: money; weight: 15; aliases: Bend Library, RPL; former_names: Riverbend Free Library

Code for Riverbend; civic hackers and data mavens; Downtown; 2013; digital access, open government, justice
Volunteers who meet each week to build small public tools with city staff and neighbors.
serves: low-income residents, renters; led_by: none; skills: software development, design, data analysis;
offers: tools, relationships; needs: data, space, relationships; weight: 12; aliases: CfR; former_names:
Hack Riverbend

City of Riverbend Data Team; local government; Downtown; 2016; open government, housing, digital access
Keeps the city's open data portal and helps departments to use what they collect.
led_by: Black residents; skills: open data publishing, data management, data privacy and ethics;
offers: data; needs: time, relationships; weight: 13; aliases: City Data Team, DataRB

Riverbend Data Commons; data intermediary; College Heights; 2007; open government, housing, education, health
Gathers neighborhood indicators, and helps community groups to ask questions of them.
serves: low-income residents, residents of color, residents without a home; led_by: none; offers: data,
relationships; needs: money,
time;
skills: data management, data analysis, data privacy and ethics, evaluation and research, mapping; weight: 11;
also_type: university; scope: regional

City of Riverbend Office of Technology; local government; Downtown; 1998; digital access, open government
Runs the city's networks, 311 and public wireless.
skills: hardware and networks, software development, project management; offers: tools; needs: time; weight: 4

Mayor's Office of Riverbend; local government; Downtown; 1871; open government, civic participation
Sets the city's priorities and answers for its departments.
led_by: Black residents; skills: policy analysis, communications; offers: relationships; weight: 5;
former_names: none

Plainspoken Data; civic hackers and data mavens; Old Mill; 2018; open government, civic participation
Writes short plain guides to city budgets and data.
serves: older adults, low-income residents; led_by: none; skills: communications, data analysis; needs:
money, time

Eastbank Connect; community groups and advocates; Eastbank; 2015; digital access, jobs
Neighbors who sign up households for home internet and teach first steps online.
serves: Black residents, low-income residents, older adults; led_by: Black residents;
skills: community organizing, training and teaching; offers: relationships; needs: tools, time; weight: 4

Lockline Fiber Cooperative; tech companies; Lock Street; 2017; digital access
Member-owned internet for four neighborhoods.
serves: low-income residents, Hmong residents; skills: hardware and networks; offers: tools; needs:
relationships

Kestrel & Loom Software; tech companies; Cannery Flats; 2009; open government, jobs
Builds case management software and lends engineers to civic projects.
skills: software development, design, project management; offers: tools, money; weight: 3

Northgate Device Library; other nonprofit; Northgate; 2020; digital access, education
Mends donated laptops and lends them for a school year.
serves: young people, Latino residents, people with disabilities, low-income residents; led_by: young people;
skills: hardware and networks, training and teaching; offers: tools; needs: space, money

Civic Design Studio at Tillwell; university; College Heights; 2016; digital access, open government, health
Students and staff who test public services with the people who use them.
serves: people with disabilities, immigrants and refugees; led_by: none; skills: design, evaluation and
research;
offers: tools, space; needs: relationships; weight: 3

Open Ledger Riverbend; civic hackers and data mavens; Old Mill; 2019; open government
Turns council votes and contracts into searchable pages.
skills: software development, open data publishing; needs: data, time

The Bend Dispatch; media; Downtown; 1889; open government, justice
A nonprofit newsroom that covers city hall and the courts.
serves: none; skills: communications, data analysis; offers: relationships; needs: data; weight: 3; scope:
regional

Riverbend Digital Inclusion Table; collaborative; Downtown; 2019; digital access
A standing table of those who work on internet, devices and skills.
serves: low-income residents, older adults, people with disabilities, Black residents, people returning
from jail;
led_by: none; skills: facilitation; offers: relationships; needs: money; weight: 5

Wireline Fund; philanthropies; Downtown; 2012; digital access, education
Small grants for home internet and devices.
skills: fundraising; offers: money; weight: 3

National Civic Ledger Project; other nonprofit; none; 2011; open government
A national project that compares city contracts; it works with Riverbend on one data standard.
scope: national; skills: open data publishing; offers: tools; first: 2025
""",
    "housing": """
Riverbend Housing Authority; local government; Lock Street; 1941; housing
Owns 3,100 public homes and runs the voucher list.
serves: low-income residents, renters, older adults, people with disabilities, Hmong residents; led_by:
Black residents;
skills: service delivery, project management; offers: data, space; needs: relationships; weight: 5

City of Riverbend Planning and Building; local government; Downtown; 1926; land use, housing
Permits, zoning and the ten-year plan.
led_by: none; skills: mapping, policy analysis, issue knowledge; offers: data; needs: time; weight: 4

Eastbank Tenants Union; community groups and advocates; Eastbank; 2012; housing
Renters who bargain with landlords and help each other at eviction court.
serves: renters, Black residents, low-income residents; led_by: renters, Black residents;
skills: community organizing, advocacy; offers: relationships; needs: data, money; weight: 4

Old Mill Community Development Corporation; community development; Old Mill; 1984; housing, land use, jobs
Builds and mends homes and shopfronts in Old Mill.
serves: low-income residents, Latino residents; led_by: Latino residents; weight: 5; aliases: Old Mill CDC;
skills: project management, fundraising; offers: space; needs: money

Harrow Hill Homes; community development; Harrow Hill; 1996; housing, community development
First homes and repairs for families on the hill.
led_by: Black residents; serves: Black residents, low-income residents; skills: service delivery; needs:
money, data; weight: 3

Landbank of Riverbend County; local government; Downtown; 2010; land use
Holds 2,400 vacant lots and finds them new uses.
serves: residents of color, low-income residents; led_by: none; skills: mapping, legal knowledge; offers:
data, space;
needs: tools; weight: 4

Fair Rent Law Project; legal aid; Downtown; 1999; housing
Lawyers for tenants at eviction court.
serves: renters, low-income residents, immigrants and refugees; led_by: none; weight: 4;
skills: legal knowledge, advocacy, service delivery; needs: money, time

Street Voices Riverbend; community groups and advocates; Millrace; 2017; housing, health
People who have lived outside, speaking for those who still do.
serves: residents without a home; led_by: residents without a home; skills: advocacy, community organizing;
needs: money, space

Millrace Shelter; other nonprofit; Millrace; 1979; housing, food
Beds, meals and a day room by the canal.
serves: residents without a home, people with disabilities; led_by: none; skills: service delivery;
offers: space;
needs: money, data; weight: 3

St. Brendan's Housing Ministry; faith; St. Brendan's; 1968; housing, food
A parish that hosts families for a month at a time.
led_by: none; serves: residents without a home, Latino residents; skills: service delivery; offers: space;
needs:
relationships

Vacant to Vibrant; community groups and advocates; Harrow Hill; 2014; land use, environment
Neighbors who turn empty lots into gardens and paths.
serves: Black residents, young people, low-income residents; led_by: Black residents;
skills: community organizing, mapping; needs: tools, money; weight: 3

Tillwell Center for Housing Studies; university; College Heights; 1991; housing, land use
Studies rents, evictions and vacancy in the region.
led_by: none; skills: evaluation and research, data analysis, mapping; offers: data; weight: 3; scope:
regional

Riverbend Housing Fund; philanthropies; Downtown; 2005; housing, community development
Low-cost loans and grants for homes.
led_by: none; skills: fundraising, policy analysis; offers: money; needs: data; weight: 4

Property Owners' Forum of Riverbend; collaborative; Downtown; 2003; housing
Landlords, large and small, who meet on rules and repairs.
serves: none; led_by: none; skills: advocacy; offers: relationships

Southmoor Block Clubs; community groups and advocates; Southmoor; 1975; land use, civic participation
Forty block clubs that share a newsletter and a tool shed.
serves: older adults, Hmong residents, immigrants and refugees; led_by: older adults, Hmong residents;
skills: community organizing;
offers: tools, space; needs: data

Parcel Watch; civic hackers and data mavens; Old Mill; 2021; land use, housing
A volunteer map of who owns what.
led_by: none; skills: mapping, software development; offers: tools; needs: data, time

Accessible Homes Bureau; issue area experts; Northgate; 2002; housing
Surveys homes and plans ramps, rails and wider doors.
led_by: none; serves: people with disabilities, older adults, veterans; skills: issue knowledge,
service delivery;
needs: money, relationships
""",
    "justice": """
Riverbend County Circuit Court Clerk; local government; Downtown; 1852; justice
Keeps the dockets of the county's courts.
serves: none; skills: data management, issue knowledge; offers: data; needs: tools, time; weight: 4

Riverbend Municipal Court; local government; Downtown; 1901; justice, transportation
Hears traffic and ordinance cases.
serves: low-income residents; led_by: none; skills: service delivery; needs: tools; weight: 3

Riverbend Police Department; local government; Downtown; 1868; justice
Patrols the city's six districts.
skills: data analysis; offers: data; needs: relationships; weight: 3

Riverbend County Jail; local government; Lock Street; 1933; justice
Holds about 600 people a day, most of them waiting for trial.
serves: people returning from jail; led_by: none; skills: service delivery; needs: data; weight: 3

Way Back Network; community groups and advocates; Eastbank; 2011; justice, jobs
People home from jail who meet others at the gate.
serves: people returning from jail, Black residents; led_by: people returning from jail, Black residents;
skills: community organizing, service delivery, advocacy; offers: relationships; needs: money, time; weight: 5

Public Defender of Riverbend County; legal aid; Downtown; 1966; justice
Defends people who can't pay a lawyer.
serves: low-income residents, residents of color, people with disabilities, Latino residents, residents
without a home, Hmong residents, immigrants and refugees; led_by: none;
skills: legal knowledge, data analysis; offers: data; needs: time; weight: 4

Tillwell Justice Lab; university; College Heights; 2015; justice, racial equity
Researchers who study bail, fines and court reminders.
led_by: Black residents; skills: evaluation and research, data analysis, data privacy and ethics; offers:
tools;
needs: data; weight: 5

Second Ferry Reentry; other nonprofit; Cannery Flats; 2006; justice, jobs, health
A year of coaching and work for people coming home.
serves: people returning from jail, residents of color; led_by: none; skills: service delivery, training
and teaching;
needs: money, relationships; weight: 4

Open Docket; civic hackers and data mavens; Downtown; 2017; justice, open government
Volunteers who made court dates readable on a phone.
serves: low-income residents, people returning from jail; led_by: none; skills: software development, design;
offers: tools; needs: data, time; weight: 4

Mothers for Fair Courts; community groups and advocates; Eastbank; 2014; justice, racial equity
Mothers who watch hearings and publish what they see.
serves: Black residents; led_by: Black residents; skills: advocacy, community organizing; needs: money,
data; weight: 3

Northgate Peace Circle; community groups and advocates; Northgate; 2009; justice, youth
Street outreach and cooling of quarrels.
serves: young people, Latino residents; led_by: Latino residents, young people;
skills: community organizing, facilitation; needs: money, time

Equal Bench Fund; philanthropies; Downtown; 2013; justice, racial equity
Pays for bail reform, court watching and data.
led_by: none; skills: fundraising, policy analysis; offers: money, relationships; weight: 4

Court Text Works; tech companies; Cannery Flats; 2018; justice
A four-person firm that sends court reminders.
skills: software development; offers: tools; needs: money

County Justice Data Council; collaborative; Downtown; 2018; justice, open government
Courts, jail, police and defenders, agreeing on shared numbers.
serves: none; led_by: none; skills: data privacy and ethics, facilitation; needs: time; weight: 4

Harrow Hill Restorative Circles; faith; Harrow Hill; 2010; justice, youth
Congregations that host circles in place of charges.
serves: young people, Black residents, people returning from jail; led_by: Black residents; skills:
facilitation; offers: space

State Sentencing Review Office; state or federal agency; none; 1994; justice
Publishes yearly figures on sentences by county.
scope: state; skills: policy analysis, data analysis; offers: data
""",
    "wellbeing": """
Riverbend Health Department; local government; Downtown; 1919; health, food, environment
City and county public health: clinics, inspections and yearly health figures.
serves: low-income residents, residents of color, people with disabilities, Hmong residents; led_by: none;
weight: 6;
skills: data analysis, service delivery, policy analysis; offers: data; needs: time, relationships

St. Aldric Hospital; hospital; St. Brendan's; 1911; health
The largest hospital in the county.
serves: older adults, low-income residents; led_by: none; skills: service delivery, data management;
offers: money, space, data; weight: 5

Millrace Free Clinic; hospital; Millrace; 1993; health
Free care on three evenings a week.
serves: immigrants and refugees, residents without a home, Latino residents; led_by: Latino residents;
skills: service delivery; needs: money, time; weight: 3

Tillwell School of Public Health; university; College Heights; 1978; health, food
Trains health workers and runs the county health survey.
serves: none; skills: evaluation and research, data analysis; offers: data; weight: 4; scope: regional

Riverbend Food Council; collaborative; Old Mill; 2013; food, health
Growers, pantries, schools and the city, planning food together.
serves: low-income residents, residents of color; led_by: Black residents; skills: facilitation, policy
analysis;
offers: relationships; needs: money, data; weight: 5

Harvest Table Food Bank; other nonprofit; Cannery Flats; 1981; food
Warehouses food for ninety pantries in five counties.
serves: low-income residents, older adults, people with disabilities; scope: regional; skills: project
management, data management; offers: space, tools; needs: data; weight: 5

Second Helping Pantry; other nonprofit; Eastbank; 2004; food
A walk-in pantry that is open six days a week.
serves: low-income residents, Black residents, people returning from jail; skills: service delivery;
needs: space, money

Hmoob Kitchen Gardens; community groups and advocates; Southmoor; 2008; food, environment
Elders who farm city lots and teach growing.
serves: Hmong residents, older adults; led_by: Hmong residents; skills: training and teaching; needs:
space, money

Black Doulas of the Bend; community groups and advocates; Eastbank; 2019; health, racial equity
Care before, during and after birth.
serves: Black residents; led_by: Black residents; skills: service delivery, advocacy; needs: money, data;
weight: 3

Many Tongues Interpreters' Cooperative; other nonprofit; Old Mill; 2015; immigration, health
Worker-owned interpreting in eleven languages, at clinics, schools and courts.
serves: immigrants and refugees, Latino residents, Hmong residents; led_by: immigrants and refugees;
skills: translation, training and teaching; needs: money, relationships; weight: 3

Open Door Mental Health; hospital; Northgate; 1987; health
Counseling on a sliding scale.
serves: low-income residents, LGBTQ+ residents, people with disabilities; led_by: none; skills: service
delivery;
needs: time, space

Healthy Rivers Fund; philanthropies; Downtown; 2001; health, food, environment
Grants from the sale of a hospital.
skills: fundraising, evaluation and research; offers: money; weight: 5; scope: regional

Prism House; community groups and advocates; Old Mill; 2003; health, youth
A drop-in center and a hotline.
serves: LGBTQ+ residents, young people, residents without a home; led_by: LGBTQ+ residents; skills:
service delivery, advocacy;
offers: space;
needs: money

Silver Oak Circle; community groups and advocates; Southmoor; 1998; health, transportation
Older neighbors who drive, call and visit each other.
serves: older adults, people with disabilities; led_by: older adults; skills: community organizing;
needs: tools, time

Ramp and Rail Access Services; issue area experts; Northgate; 1990; health, transportation
Advice and equipment for getting around with a disability.
led_by: none; serves: people with disabilities, veterans; skills: issue knowledge, service delivery;
needs: money, relationships""",
    "upper valley": """
Upper Valley Growers' Exchange; community development; Upper Valley; 2023-09; food
A weekly market and a shared truck that link valley growers to city pantries.
serves: low-income residents, Hmong residents; led_by: none; skills: project management, fundraising;
offers: space;
needs: money, tools; first: 2025

Tamarack Farm Cooperative; other nonprofit; Upper Valley; 2010; food, environment
Nine small farms that share a barn and a tractor.
serves: low-income residents; skills: issue knowledge; needs: relationships, money

Longfield Grange; community groups and advocates; Upper Valley; 1922; food
A farmers' hall with a canning kitchen.
serves: older adults; led_by: older adults; skills: training and teaching; offers: space

Blue Heron Orchard School; school; Upper Valley; 2016; food, education
An orchard where classes plant, count and pick.
serves: young people; skills: training and teaching; needs: money

Valley Seed Circle; community groups and advocates; Upper Valley; 2018; food
Keeps and swaps seed, with a catalog of what grows where.
serves: Hmong residents; led_by: Hmong residents; skills: data management; needs: tools

Upper Valley Gleaners; faith; Upper Valley; 2012; food
Three churches that pick what would be left in the field.
serves: low-income residents; skills: service delivery; needs: tools, relationships
""",
    "learning and work": """
Riverbend School District; school; Downtown; 1866; education, youth
Forty-one public schools with 22,000 students.
serves: young people, Latino residents, Hmong residents, people with disabilities; led_by: none; weight: 6;
skills: training and teaching, data management; offers: data, space; needs: tools, time; also_type: local
government

Three Rivers Workforce Board; regional agency; Downtown; 2000; jobs
Spends public training money in five counties.
serves: low-income residents, people with disabilities, people returning from jail, residents without a
home; led_by: none; scope:
regional;
skills: policy analysis, data analysis, project management; offers: money, data; weight: 6

Tillwell Community College; university; Northgate; 1964; education, jobs
Two-year degrees and evening trades classes.
serves: low-income residents, immigrants and refugees, Latino residents, people returning from jail, Hmong
residents; led_by: none; weight: 5;
skills: training and teaching, hardware and networks; offers: space, tools; needs: relationships

Riverbend Youth Council; community groups and advocates; Downtown; 2015; youth, civic participation
Thirty young people, elected by school, who advise the city council.
serves: young people; led_by: young people, residents of color; skills: advocacy, communications;
needs: space, relationships; weight: 3

Bridge to Trades; community development; Cannery Flats; 2008; jobs
Paid apprenticeships in building and wiring.
serves: Black residents, low-income residents; led_by: Black residents; skills: training and teaching;
offers: tools;
needs: money; weight: 4

Spark Street Coders; other nonprofit; Lock Street; 2016; education, youth, digital access
Saturday coding for ages nine to seventeen.
serves: young people, Latino residents; led_by: Latino residents; skills: training and teaching, software
development;
needs: space, time; weight: 3

Black Futures Collective; community groups and advocates; Eastbank; 2016; youth, education, racial equity
Mentors, college visits and a summer of paid projects.
serves: Black residents, young people; led_by: Black residents; weight: 4;
skills: training and teaching, community organizing; offers: relationships; needs: money, data

Juntos Jobs; community groups and advocates; Old Mill; 2013; jobs, immigration
Job search and rights at work, in Spanish.
serves: Latino residents, immigrants and refugees; led_by: Latino residents; skills: service delivery,
advocacy;
needs: money

Early Bend Alliance; collaborative; Downtown; 2017; education, youth
Child care centers, schools and parents on the first five years.
serves: young people, low-income residents; led_by: none; skills: facilitation, evaluation and research;
needs: data;
weight: 3

Ironwood Fabrication; other company; Cannery Flats; 1957; jobs
A metal works that trains its own welders.
skills: training and teaching; offers: money, space

Ledger Lane Credit Union; community development; Lock Street; 1939; income, jobs
Small loans and savings circles.
serves: low-income residents, Black residents; led_by: Black residents, low-income residents;
skills: service delivery; offers: money; needs: data

Hollis Street Fund; philanthropies; College Heights; 1973; education, youth, jobs
A family fund for learning, from cradle to first job.
led_by: none; skills: fundraising; offers: money; weight: 6

After Bell Network; collaborative; Lock Street; 2012; youth
After-school programs that share a calendar and standards.
serves: young people, low-income residents, immigrants and refugees; led_by: none; skills: facilitation,
project management; needs:
money;
weight: 4

Able Hands Employment; issue area experts; Northgate; 1995; jobs
Supported work, and advice to employers.
led_by: none; serves: people with disabilities; skills: service delivery, issue knowledge; needs:
relationships

Stagehands Youth Theater; other nonprofit; Old Mill; 2007; arts, youth
Plays written and built by teenagers.
serves: young people; skills: communications; offers: space; needs: money

Kiln Learning Software; tech companies; Cannery Flats; 2015; education
Reading software that schools try out first.
skills: software development, evaluation and research; offers: tools

Shift Workers' Center; community groups and advocates; Cannery Flats; 2018; jobs, income
Night and warehouse workers, on pay and schedules.
serves: immigrants and refugees, low-income residents, residents of color; skills: advocacy, community
organizing;
needs: space, money; first: 2025
""",
    "civic": """
Community Foundation of the Bend; philanthropies; Downtown; 1949; civic participation, education
Keeps 400 funds, and convenes on what the city finds hard.
serves: none; led_by: none; skills: fundraising, facilitation; offers: money, relationships; weight: 14;
scope: regional; aliases: The Bend Foundation; former_names: Riverbend Trust

New Shore Welcome Center; other nonprofit; Northgate; 1992; immigration, jobs, education
First homes' paperwork, English classes and first jobs for people who have just come.
serves: immigrants and refugees; led_by: immigrants and refugees; skills: service delivery, training and
teaching;
offers: relationships; needs: money, time; weight: 5

Casa Ribereña; community groups and advocates; Old Mill; 1999; immigration, civic participation, health
A Latino community house: health fairs, citizenship drives and music.
serves: Latino residents, immigrants and refugees; led_by: Latino residents; weight: 4;
skills: community organizing, service delivery; offers: space, relationships; needs: money

Hmoob Voices of Riverbend; community groups and advocates; Southmoor; 2005; civic participation, immigration
Hmong families on school boards, language and voting.
serves: Hmong residents; led_by: Hmong residents; skills: community organizing, advocacy; needs: money,
relationships;
weight: 3

Riverbend Votes; community groups and advocates; Downtown; 2008; civic participation
Registers voters and explains ballots.
serves: residents of color, young people, low-income residents, people returning from jail; led_by: young
people; weight: 4;
skills: community organizing, communications; offers: tools; needs: data, money

League of Riverbend Neighborhoods; collaborative; Downtown; 1971; civic participation, land use
Fifty-two neighborhood associations.
serves: older adults, renters; led_by: none; skills: facilitation, advocacy; offers: relationships; weight: 5

Black Leaders' Roundtable of the Bend; community groups and advocates; Eastbank; 2001; racial equity, justice
Pastors, principals and owners who set a yearly agenda.
serves: Black residents, people returning from jail; led_by: Black residents; skills: advocacy, policy
analysis; offers:
relationships; weight: 4

Riverbend Equity Office; local government; Downtown; 2020; racial equity, civic participation
Scores city plans by who gains and who pays.
serves: residents of color, people with disabilities, LGBTQ+ residents, residents without a home, Hmong
residents; led_by: Black residents, Latino
residents;
skills: policy analysis, evaluation and research; offers: relationships; needs: data, time; weight: 4

Interfaith Table of the Bend; faith; St. Brendan's; 1986; civic participation, immigration
Congregations that host newcomers and candidates' evenings.
serves: immigrants and refugees, residents without a home; skills: facilitation; offers: space; weight: 3

Immigrant Law Desk; legal aid; Old Mill; 2010; immigration
Papers, hearings and advice.
serves: immigrants and refugees, Latino residents, people returning from jail, Black residents; led_by:
immigrants and refugees; skills: legal
knowledge, advocacy;
needs: money, time; weight: 3

Riverbend County Election Office; local government; Downtown; 1852; civic participation
Runs elections and trains poll workers.
serves: people with disabilities; led_by: none; skills: project management, open data publishing; offers:
data;
weight: 3

Listening Post Riverbend; media; Eastbank; 2019; racial equity, civic participation
Neighbors who record what the papers leave out.
serves: Black residents; led_by: Black residents; skills: communications; needs: tools, money

Tillwell Center for Civic Life; university; College Heights; 1997; civic participation, open government
Studies turnout and hosts public deliberations.
led_by: none; skills: evaluation and research, facilitation; offers: space; needs: relationships; weight: 3

Common Table Fund; philanthropies; Downtown; 2016; racial equity, civic participation
Residents give out the grants.
serves: residents of color, immigrants and refugees; led_by: residents of color; skills: fundraising,
community organizing; offers: money; weight: 4

Voz del Río Radio; media; Old Mill; 2006; immigration, arts
Spanish-language radio, with a weekly hour on city services.
serves: Latino residents; led_by: Latino residents; skills: communications; needs: money

Halyard Partners; consultant; Downtown; 2011; open government, civic participation
Facilitates plans for the city and for nonprofits.
skills: facilitation, project management; offers: tools""",
    "river and streets": """
Regional Council of the Three Rivers; regional agency; Downtown; 1967; transportation, environment, land use
Plans roads, trails and clean air across seven counties.
serves: low-income residents, residents of color; led_by: none; scope: regional; weight: 6;
skills: mapping, policy analysis, data analysis; offers: data, money

Riverbend Water District; local government; Lock Street; 1912; environment
Drinking water, sewers and flood gates.
serves: none; skills: data management, hardware and networks; offers: data; needs: relationships; weight: 4

River Watch Volunteers; civic hackers and data mavens; Lock Street; 2012; environment
Volunteers with test kits and a shared table of the river's health.
serves: Latino residents, young people; led_by: none; skills: data analysis, mapping, training and teaching;
offers: data; needs: tools, money; weight: 5

Riverbend Transit; local government; Downtown; 1948; transportation
Buses and two tram lines.
serves: low-income residents, people with disabilities, older adults, Latino residents; led_by: Black
residents; weight: 4;
skills: data management, project management; offers: data; needs: time

Riders' Alliance of the Bend; community groups and advocates; Eastbank; 2014; transportation, racial equity
Bus riders on frequency, fares and shelters.
serves: low-income residents, Black residents, people returning from jail; led_by: low-income residents,
Black residents;
skills: advocacy, community organizing; needs: data, money; weight: 3

Cool Streets Coalition; collaborative; Downtown; 2019; environment, transportation
Trees, shade and slower traffic on the hottest blocks.
serves: older adults, low-income residents, residents without a home; led_by: none; skills: facilitation,
mapping;
needs: money; weight: 3

Tillwell River Institute; university; College Heights; 1982; environment
Field station and forty years of river data.
skills: evaluation and research, data management; offers: data, space; weight: 4; scope: regional

Eastbank Clean Air; community groups and advocates; Eastbank; 2015; environment, health
Neighbors of the freight yard with sensors on their porches.
serves: Black residents, low-income residents; led_by: Black residents; skills: advocacy, data analysis;
needs: tools, time; weight: 3

Pedal Southmoor; community groups and advocates; Southmoor; 2011; transportation
A bike kitchen and a Sunday ride.
serves: young people, immigrants and refugees, Hmong residents; skills: community organizing; offers: tools;
needs: space

Current Energy Cooperative; other company; Lock Street; 1938; environment, income
Sells power to its members and weatherizes homes.
serves: low-income residents; skills: project management; offers: money

Sensorium Works; tech companies; Cannery Flats; 2016; environment, transportation
Makes low-cost sensors.
skills: hardware and networks, software development; offers: tools; needs: data

Wetlands Trust of Riverbend County; other nonprofit; Upper Valley; 1989; environment, land use
Buys and mends river meadows.
skills: fundraising, mapping; offers: space; needs: money

Riverbend County Emergency Management; local government; Downtown; 1975; emergency
Flood and heat plans, and the sirens.
serves: older adults, people with disabilities; skills: communications; offers: tools

State Flood Office; state or federal agency; none; 1958; environment, emergency
Sets flood lines and pays for levees.
scope: state; skills: mapping, policy analysis; offers: data, money

Global Rivers Exchange; other nonprofit; none; 2009; environment
Links river monitors in nineteen countries.
scope: international; skills: data management; offers: tools; first: 2025
""",
    "apart": """
Lantern Parade Committee; other nonprofit; Millrace; 2002; arts
A parade on the longest night.
serves: young people; skills: communications; needs: space; ties: none

Harrow Hill Robotics Parents; community groups and advocates; Harrow Hill; 2018; education
Parents who run two robot clubs from a garage.
serves: Black residents, young people; led_by: Black residents; skills: training and teaching; needs:
space, money;
ties: none

Lock Street Savings Circle; community groups and advocates; Lock Street; 2014; income
Twenty families who save together.
serves: low-income residents, immigrants and refugees; led_by: immigrants and refugees; needs: none; ties:
none

Quillfeather Games; tech companies; Cannery Flats; 2020; economic development
A game studio that has asked how it could help.
status: prospective; skills: software development, design; offers: tools; needs: relationships; ties:
none; first: 2025

City of Riverbend Purchasing Office; local government; Downtown; 1933; open government
Writes and awards the city's contracts.
skills: procurement; needs: tools; ties: none

Northgate Storm Spotters; civic hackers and data mavens; Northgate; none; emergency
Known only from one newspaper story on last year's storms.
listed: no; ties: none; first: 2025

Riverbend Tech Roundtable; collaborative; Downtown; 2014; economic development, jobs
Technology firms that met quarterly, until 2024.
led_by: none; skills: facilitation; status: ended; ties: none; weight: 4

Hack the Bend; civic hackers and data mavens; Old Mill; 2016; civic participation
A yearly hack day, not held since 2022.
skills: software development; status: dormant; ties: none
""",
    "gone": """
Lock Street Startup Garage; other company; Cannery Flats; 2012; economic development, jobs
Desks and advice for new firms.
skills: training and teaching; offers: space; gone: yes

Eastbank News Sheet; media; Eastbank; 2009; civic participation
A weekly sheet of notices.
serves: Black residents; skills: communications; needs: money; gone: yes

Old Mill Wireless Project; civic hackers and data mavens; Old Mill; 2015; digital access
Rooftop radios for forty homes.
serves: low-income residents; skills: hardware and networks; needs: tools; gone: yes

Riverbend Census Circle; collaborative; Downtown; 2018; civic participation
Groups that counted hard-to-count blocks in 2020.
serves: residents of color, immigrants and refugees; skills: facilitation; status: dormant; gone: yes;
ties: none
""",
}

# name, broader, marginalized, population share, note. Not known is an empty cell.
COMMUNITIES = [
    ("residents of color", "", "yes", "0.43", "Share from the fictional city profile of 2024"),
    ("Black residents", "residents of color", "yes", "0.26", "Most live in Eastbank and Harrow Hill"),
    ("Latino residents", "residents of color", "yes", "0.11", "Share has doubled in twenty years"),
    ("Hmong residents", "residents of color", "yes", "0.04", "Most live in Southmoor"),
    ("immigrants and refugees", "", "yes", "0.12", "Born in another country"),
    ("low-income residents", "", "yes", "0.24", "In households under 1.5 times the poverty line"),
    ("residents without a home", "low-income residents", "yes", "", "The yearly count misses people in cars"),
    ("people with disabilities", "", "yes", "0.14", ""),
    ("veterans", "", "", "0.06", "Whether marginalized was not asked in 2025"),
    ("people returning from jail", "", "yes", "", "About 4,000 releases a year; no count of residents"),
    ("LGBTQ+ residents", "", "", "", "Whether marginalized was not asked in 2025"),
    ("young people", "", "no", "0.22", "Under 18"),
    ("older adults", "", "no", "0.15", "65 and over"),
    ("renters", "", "no", "0.47", ""),
]

# name; issue areas; lead; partners; serves; assets; status; since; until; outcome; gained; risked; served;
# volunteers. Partners "none" where it is done alone, "" where not known.
INITIATIVES = [
    (
        "Court Reminder Texts",
        "justice",
        "Open Docket",
        "Code for Riverbend|Court Text Works",
        "low-income residents",
        "Open court calendar",
        "active",
        "2018",
        "",
        "Missed court dates fell by a fifth",
        "A working product",
        "Trust of the court",
        "9200",
        "14",
    ),
    (
        "County Justice Dashboard",
        "justice|open government",
        "County Justice Data Council",
        "Riverbend County Circuit Court Clerk|Riverbend County Jail|Riverbend Police Department",
        "",
        "Jail population table",
        "active",
        "2020",
        "",
        "Monthly jail figures in public",
        "Shared numbers",
        "Being compared",
        "",
        "",
    ),
    (
        "Home From Jail Job Line",
        "jobs|justice",
        "Way Back Network",
        "Second Ferry Reentry",
        "people returning from jail",
        "none",
        "active",
        "2021",
        "",
        "310 people placed in work",
        "Employers who call back",
        "Staff time",
        "310",
        "22",
    ),
    (
        "Warrant Clearing Days",
        "justice",
        "Riverbend Municipal Court",
        "",
        "low-income residents",
        "",
        "completed",
        "2019",
        "2022",
        "1,140 old warrants closed",
        "Fewer no-shows",
        "Fines not collected",
        "1140",
        "",
    ),
    (
        "Eviction Early Warning",
        "housing",
        "Riverbend Data Commons",
        "City of Riverbend Data Team",
        "renters|low-income residents",
        "Eviction filings by block",
        "active",
        "2021",
        "",
        "A weekly list of blocks where filings rise",
        "A shared agreement on data",
        "Tenants' privacy",
        "2600",
        "",
    ),
    (
        "Tenant Court Companions",
        "housing",
        "Eastbank Tenants Union",
        "Fair Rent Law Project",
        "renters|Black residents",
        "none",
        "active",
        "2017",
        "",
        "Half of companions' cases settled",
        "Members",
        "Landlords' anger",
        "840",
        "61",
    ),
    (
        "Vacant Lot Atlas",
        "land use",
        "Landbank of Riverbend County",
        "City of Riverbend Planning and Building|City of Riverbend Data Team",
        "",
        "Parcel and vacancy file",
        "active",
        "2016",
        "",
        "2,400 lots with a status anyone can read",
        "Fewer calls",
        "Old records shown",
        "",
        "",
    ),
    (
        "Lots to Gardens",
        "land use|environment",
        "Vacant to Vibrant",
        "none",
        "Black residents|young people",
        "",
        "active",
        "2015",
        "",
        "37 gardens",
        "Shade and pride",
        "Lots sold later",
        "500",
        "130",
    ),
    (
        "Winter Beds Exchange",
        "housing|health",
        "Millrace Shelter",
        "Street Voices Riverbend",
        "residents without a home",
        "",
        "active",
        "2019",
        "",
        "No bed left empty on the coldest nights",
        "One phone number",
        "Crowding",
        "720",
        "45",
    ),
    (
        "Laptops for Learning",
        "digital access|education",
        "Northgate Device Library",
        "Riverbend School District",
        "young people|low-income residents",
        "Laptop pool",
        "active",
        "2020",
        "",
        "1,900 laptops lent",
        "Devices",
        "Repairs",
        "1900",
        "18",
    ),
    (
        "Digital Navigators",
        "digital access",
        "Riverbend Public Library",
        "Eastbank Connect|Riverbend Digital Inclusion Table|City of Riverbend Office of Technology",
        "older adults|low-income residents|immigrants and refugees",
        "",
        "active",
        "2021",
        "2026",
        "4,100 people helped with a first task online",
        "A steady line of work",
        "Staff turnover",
        "4100",
        "30",
    ),
    (
        "Riverbend 311 Redesign",
        "open government|digital access",
        "City of Riverbend Office of Technology",
        "City of Riverbend Data Team|Mayor's Office of Riverbend",
        "people with disabilities|Latino residents|Hmong residents",
        "311 request feed",
        "active",
        "2023-09",
        "2026",
        "Requests in Spanish up threefold",
        "Better data",
        "Old contracts",
        "",
        "",
    ),
    (
        "Open Budget Pages",
        "open government",
        "Code for Riverbend",
        "Plainspoken Data|Open Ledger Riverbend",
        "",
        "",
        "active",
        "2019",
        "",
        "40,000 visits a year",
        "Readers",
        "Volunteer time",
        "",
        "25",
    ),
    (
        "Neighborhood Indicators",
        "open government|education|health",
        "Riverbend Data Commons",
        "none",
        "",
        "Neighborhood indicator tables",
        "active",
        "2007",
        "",
        "Sixty indicators for each neighborhood",
        "",
        "",
        "",
        "",
    ),
    (
        "Healthy Block Survey",
        "health",
        "Tillwell School of Public Health",
        "Riverbend Health Department",
        "residents of color|low-income residents",
        "",
        "completed",
        "2021",
        "2024",
        "Asthma mapped block by block",
        "A baseline",
        "Survey fatigue",
        "1500",
        "",
    ),
    (
        "Interpreters at Every Clinic",
        "health|immigration",
        "Many Tongues Interpreters' Cooperative",
        "Millrace Free Clinic",
        "immigrants and refugees|Hmong residents|Latino residents",
        "",
        "active",
        "2022",
        "",
        "Interpreters on call in eleven languages",
        "Paid work",
        "Late payment",
        "2300",
        "",
    ),
    (
        "Valley to Pantry",
        "food",
        "Upper Valley Growers' Exchange",
        "Riverbend Food Council|Harvest Table Food Bank",
        "low-income residents",
        "",
        "active",
        "2024",
        "",
        "Forty tons of fresh food moved in a season",
        "Fair prices",
        "One truck",
        "3800",
        "27",
    ),
    (
        "Pantry Finder",
        "food",
        "Code for Riverbend",
        "Open Docket",
        "low-income residents",
        "",
        "stopped",
        "2020",
        "2022",
        "Hours went out of date",
        "A lesson in upkeep",
        "Trust of pantries",
        "",
        "12",
    ),
    (
        "First Five Count",
        "education|youth",
        "Early Bend Alliance",
        "none",
        "young people",
        "",
        "active",
        "2020",
        "",
        "",
        "",
        "",
        "",
        "",
    ),
    (
        "Summer of Projects",
        "youth|jobs",
        "Black Futures Collective",
        "Riverbend Youth Council",
        "Black residents|young people",
        "",
        "active",
        "2017",
        "",
        "95 paid summer projects",
        "Talent",
        "Promises to keep",
        "95",
        "40",
    ),
    (
        "Trades for All",
        "jobs|education",
        "Bridge to Trades",
        "Old Mill Community Development Corporation",
        "low-income residents|people with disabilities",
        "",
        "active",
        "2022",
        "",
        "First class of 32 hired",
        "Apprentices",
        "Wages up front",
        "32",
        "",
    ),
    (
        "Common Ballot Guide",
        "civic participation",
        "Riverbend Votes",
        "Casa Ribereña|Hmoob Voices of Riverbend",
        "residents of color|people with disabilities",
        "none",
        "active",
        "2020",
        "",
        "A guide in four languages",
        "Readers",
        "Being called partisan",
        "11000",
        "80",
    ),
    (
        "Residents' Grants",
        "racial equity|civic participation",
        "Common Table Fund",
        "Community Foundation of the Bend",
        "residents of color",
        "Residents' grant pool",
        "active",
        "2021",
        "",
        "Residents gave out 1.2 million dollars",
        "Trust",
        "Control",
        "60",
        "",
    ),
    (
        "Porch Air Network",
        "environment|health",
        "Eastbank Clean Air",
        "Sensorium Works|Tillwell River Institute|River Watch Volunteers",
        "Black residents|low-income residents",
        "Porch sensor feed",
        "active",
        "2022",
        "",
        "Sixty porches report each hour",
        "Evidence",
        "Denial",
        "",
        "60",
    ),
    (
        "Welcome Desk Online",
        "immigration|digital access",
        "New Shore Welcome Center",
        "Casa Ribereña|Code for Riverbend|Riverbend Public Library",
        "immigrants and refugees",
        "",
        "planned",
        "2025-09",
        "",
        "",
        "",
        "",
        "",
        "",
    ),
    (
        "Rides to Care",
        "transportation|health",
        "Silver Oak Circle",
        "Ramp and Rail Access Services",
        "older adults|people with disabilities",
        "",
        "active",
        "2023",
        "",
        "Sixty rides a week",
        "Riders",
        "Driver shortage",
        "410",
        "52",
    ),
]

# name, kind, holder, issue areas, open, updated
ASSETS = [
    (
        "Open court calendar",
        "data set",
        "Riverbend County Circuit Court Clerk",
        "justice",
        "yes",
        "2025-06-27",
    ),
    ("Jail population table", "data set", "Riverbend County Jail", "justice", "yes", "2025-05"),
    ("Eviction filings by block", "data set", "Riverbend Data Commons", "housing", "no", "2025-06"),
    (
        "Parcel and vacancy file",
        "data set",
        "Landbank of Riverbend County",
        "land use|housing",
        "yes",
        "2025-03",
    ),
    (
        "Riverbend open data portal",
        "tool",
        "City of Riverbend Data Team",
        "open government",
        "yes",
        "2025-06",
    ),
    (
        "311 request feed",
        "data set",
        "City of Riverbend Office of Technology",
        "open government",
        "yes",
        "2025-06-30",
    ),
    ("City budget file", "data set", "City of Riverbend Data Team", "open government", "yes", "2024-10"),
    (
        "Neighborhood indicator tables",
        "data set",
        "Riverbend Data Commons",
        "education|health",
        "yes",
        "2024-12",
    ),
    ("Laptop pool", "tool", "Northgate Device Library", "digital access", "yes", ""),
    (
        "Nine branch rooms",
        "space",
        "Riverbend Public Library",
        "digital access|civic participation",
        "yes",
        "",
    ),
    ("Hack night room", "space", "Civic Design Studio at Tillwell", "digital access", "no", ""),
    ("County health survey", "data set", "Tillwell School of Public Health", "health", "no", "2024"),
    ("Pantry hours list", "data set", "Harvest Table Food Bank", "food", "yes", "2022-04"),
    ("Shared market truck", "tool", "Upper Valley Growers' Exchange", "food", "no", ""),
    ("Shared tool shed", "tool", "Southmoor Block Clubs", "land use|environment", "yes", ""),
    ("Child care seats table", "data set", "Early Bend Alliance", "education", "no", "2023"),
    ("Student data agreement", "standard", "Riverbend School District", "education|youth", "", "2022"),
    ("Justice data definitions", "standard", "County Justice Data Council", "justice", "yes", "2024-02"),
    ("Residents' grant pool", "fund", "Common Table Fund", "racial equity", "no", "2025"),
    ("Home internet fund", "fund", "Wireline Fund", "digital access", "no", "2025"),
    ("Porch sensor feed", "data set", "Eastbank Clean Air", "environment", "yes", "2025-06-30"),
    ("River health table", "data set", "River Watch Volunteers", "environment", "yes", "2025-06"),
    ("Bus arrival feed", "data set", "Riverbend Transit", "transportation", "yes", "2025-06-30"),
    (
        "Ballot question archive",
        "data set",
        "Riverbend County Election Office",
        "civic participation",
        "yes",
        "2024-11",
    ),
    ("Canning kitchen", "space", "Longfield Grange", "food", "", ""),
    (
        "Interpreter booking sheet",
        "tool",
        "Many Tongues Interpreters' Cooperative",
        "immigration|health",
        "no",
        "",
    ),
]

# table, issue areas; then organization, speaks for, held by, power, since, until
SEATS = {
    ("Riverbend Digital Inclusion Table", "digital access"): [
        ("Riverbend Public Library", "older adults|low-income residents", "none", "4", "2019", ""),
        ("Eastbank Connect", "Black residents", "Black residents", "4", "2019", ""),
        ("City of Riverbend Office of Technology", "", "", "5", "2019", ""),
        ("Northgate Device Library", "young people", "young people", "3", "2021", ""),
        ("New Shore Welcome Center", "immigrants and refugees", "immigrants and refugees", "2", "2022", ""),
        ("Wireline Fund", "none", "none", "5", "2019", ""),
        (
            "Ramp and Rail Access Services",
            "people with disabilities",
            "people with disabilities",
            "4",
            "2023",
            "2026",
        ),
        ("Lockline Fiber Cooperative", "", "", "", "2020", ""),
    ],
    ("Justice Data Steering Group", "justice"): [
        ("Riverbend County Circuit Court Clerk", "none", "none", "5", "2018", ""),
        ("Riverbend Police Department", "none", "none", "5", "2018", ""),
        ("Public Defender of Riverbend County", "low-income residents", "Black residents", "4", "2018", ""),
        (
            "Way Back Network",
            "people returning from jail",
            "people returning from jail|Black residents",
            "1",
            "2021",
            "",
        ),
        ("Mothers for Fair Courts", "Black residents", "Black residents", "2", "2020", ""),
        ("Tillwell Justice Lab", "none", "Black residents", "3", "2019", ""),
        ("Code for Riverbend", "", "", "2", "2020", "2024"),
    ],
    ("Mayor's Housing Cabinet", "housing|land use"): [
        ("Mayor's Office of Riverbend", "none", "Black residents", "5", "2019", ""),
        ("Riverbend Housing Authority", "low-income residents", "Black residents", "4", "2019", ""),
        ("Riverbend Housing Fund", "none", "none", "4", "2019", ""),
        ("Eastbank Tenants Union", "renters|Black residents", "renters|Black residents", "2", "2021", ""),
        ("Street Voices Riverbend", "residents without a home", "residents without a home", "0", "2022", ""),
        (
            "Old Mill Community Development Corporation",
            "Latino residents",
            "Latino residents",
            "4",
            "2019",
            "",
        ),
        ("Property Owners' Forum of Riverbend", "none", "", "3", "2019", ""),
        ("Accessible Homes Bureau", "people with disabilities", "none", "2", "2020", ""),
        ("Riverbend County Jail", "", "", "", "2024", ""),
    ],
    ("County Health Improvement Board", "health|food"): [
        ("Riverbend Health Department", "none", "none", "5", "2016", ""),
        ("St. Aldric Hospital", "none", "none", "5", "2016", ""),
        ("Black Doulas of the Bend", "Black residents", "Black residents", "3", "2021", ""),
        (
            "Many Tongues Interpreters' Cooperative",
            "immigrants and refugees",
            "immigrants and refugees",
            "2",
            "2022",
            "",
        ),
        ("Casa Ribereña", "Latino residents|immigrants and refugees", "Latino residents", "3", "2018", ""),
        ("Riverbend Food Council", "low-income residents", "", "4", "2016", ""),
        ("Prism House", "LGBTQ+ residents", "LGBTQ+ residents", "3", "2023", ""),
        ("Silver Oak Circle", "older adults", "older adults", "4", "2017", ""),
    ],
    ("Schools and Work Compact", "education|jobs|youth"): [
        ("Riverbend School District", "young people", "none", "5", "2017", ""),
        ("Three Rivers Workforce Board", "low-income residents", "none", "5", "2017", ""),
        ("Hollis Street Fund", "none", "none", "4", "2017", ""),
        ("Riverbend Youth Council", "young people", "young people|Hmong residents", "4", "2019", ""),
        ("Black Futures Collective", "Black residents", "Black residents", "4", "2018", ""),
        ("New Shore Welcome Center", "immigrants and refugees", "immigrants and refugees", "1", "2020", ""),
        ("Able Hands Employment", "people with disabilities", "", "3", "2019", ""),
        ("Tillwell Community College", "", "", "4", "2017", ""),
    ],
    ("Data Sharing Council", "open government|racial equity"): [
        ("City of Riverbend Data Team", "none", "Black residents", "5", "2021", ""),
        ("Riverbend Data Commons", "none", "none", "5", "2021", ""),
        ("Community Foundation of the Bend", "none", "none", "4", "2021", ""),
        ("Riverbend Equity Office", "residents of color", "Latino residents", "3", "2021", ""),
        ("Black Leaders' Roundtable of the Bend", "Black residents", "Black residents", "3", "2022", ""),
        (
            "Hmoob Voices of Riverbend",
            "Hmong residents|immigrants and refugees",
            "Hmong residents",
            "1",
            "2022",
            "",
        ),
        ("Immigrant Law Desk", "immigrants and refugees", "immigrants and refugees", "2", "2023", ""),
        ("Code for Riverbend", "none", "none", "3", "2021", ""),
    ],
}

# element: indicators, mean of the first round, mean of the second
INDICATORS = {
    "key_players": (
        ["The people we need are here", "Residents most affected are here", "We know who does what"],
        2.6,
        1.75,
    ),
    "collaborative_approach": (
        ["We name issues together", "Our work lines up toward clear results", "We watch progress and adjust"],
        3.6,
        4.3,
    ),
    "knowledge": (
        ["We know what skills our partners have", "Common knowledge of data", "Knowledge of the issues"],
        3.0,
        3.4,
    ),
    "resources": (["Time and money", "Data we can use", "Relationships we can call on"], 2.4, 2.7),
    "infrastructure": (
        ["Shared tools and data", "Places to meet and learn", "Bodies that keep going"],
        2.9,
        3.1,
    ),
    "culture_values": (
        ["We learn from each other", "We trust each other", "Residents share decisions"],
        3.3,
        3.2,
    ),
}

# Who rates: r01, r02, … in this order. The last four join in the second round.
RATERS = [
    "Riverbend Public Library", "Code for Riverbend", "City of Riverbend Data Team",
    "Riverbend Data Commons", "Community Foundation of the Bend", "Way Back Network", "Tillwell Justice Lab",
    "Eastbank Tenants Union", "Riverbend Housing Authority", "Riverbend Health Department",
    "Riverbend Food Council", "New Shore Welcome Center", "Riverbend School District",
    "Black Futures Collective", "Hmoob Voices of Riverbend", "Riverbend Equity Office",
    "River Watch Volunteers", "Ramp and Rail Access Services",
]  # fmt: skip

# What raters give as evidence: for a rating of 1 or 2, of 3, of 4 or 5.
RATING_EVIDENCE = {
    "low": ["No shared calendar yet", "Staff left and the work stopped", "We wait months for a file"],
    "middle": [
        "Three partners named the same gap", "We met five times and changed course once",
        "The same eight people come each time",
    ],
    "high": [
        "Two grants were written together this year", "A data agreement was signed",
        "Residents asked, and were answered",
    ],
}  # fmt: skip

# Who is a department of whom, and who took up whose work
PART_OF = [
    ("City of Riverbend Data Team", "Mayor's Office of Riverbend"),
    ("City of Riverbend Office of Technology", "Mayor's Office of Riverbend"),
    ("Riverbend Equity Office", "Mayor's Office of Riverbend"),
    ("City of Riverbend Planning and Building", "Mayor's Office of Riverbend"),
    ("City of Riverbend Purchasing Office", "Mayor's Office of Riverbend"),
    ("Civic Design Studio at Tillwell", "Tillwell Center for Civic Life"),
]
SUCCEEDS = [
    ("Parcel Watch", "Hack the Bend"),
    ("Riverbend Digital Inclusion Table", "Riverbend Tech Roundtable"),
]
CONTEXT = [
    ("State Sentencing Review Office", "Riverbend County Jail"),
    ("Property Owners' Forum of Riverbend", "Riverbend Water District"),
]
TENSIONS = [
    (
        "Mothers for Fair Courts",
        "Riverbend Police Department",
        "justice",
        "Public quarrel over access to hearings",
    ),
    (
        "Eastbank Tenants Union",
        "Property Owners' Forum of Riverbend",
        "housing",
        "Opposed each other on rent rules",
    ),
    (
        "Eastbank Clean Air",
        "Regional Council of the Three Rivers",
        "environment",
        "Dispute over the freight yard permit",
    ),
    (
        "Open Ledger Riverbend",
        "City of Riverbend Purchasing Office",
        "open government",
        "Refused requests for contracts",
    ),
    (
        "Riders' Alliance of the Bend",
        "Riverbend Transit",
        "transportation",
        "Criticized the cut of two night routes",
    ),
]

# table, row, column, value, certainty, source
CLAIMS = [
    (
        "organizations",
        "Code for Riverbend",
        "since",
        "2012",
        "disputed",
        "The Bend Dispatch (fictional), 2019",
    ),
    ("organizations", "Eastbank Connect", "since", "2014", "stated", "Eastbank News Sheet (fictional), 2015"),
    (
        "organizations",
        "Riverbend County Jail",
        "description",
        "Holds about 540 people a day",
        "stated",
        "Jail population table (fictional), 2025",
    ),
    (
        "organizations",
        "Landbank of Riverbend County",
        "description",
        "Holds 2,650 vacant lots",
        "disputed",
        "Parcel Watch count (fictional), 2024",
    ),
    (
        "organizations",
        "Hack the Bend",
        "status",
        "ended",
        "inferred",
        "No hack day on record since 2022 (fictional)",
    ),
    (
        "initiatives",
        "Court Reminder Texts",
        "outcome",
        "Missed court dates fell by an eighth",
        "disputed",
        "Tillwell Justice Lab evaluation (fictional), 2024",
    ),
    (
        "initiatives",
        "Court Reminder Texts",
        "since",
        "2017",
        "inferred",
        "Code for Riverbend log (fictional), 2018",
    ),
    (
        "initiatives",
        "Digital Navigators",
        "people_served",
        "3700",
        "stated",
        "Library yearly report (fictional), 2024",
    ),
    (
        "communities",
        "people with disabilities",
        "population_share",
        "0.17",
        "stated",
        "County health survey (fictional), 2024",
    ),
]

# about, text
NOTES = [
    ("digital access", "About one household in six has no home internet (fictional figure)."),
    ("housing", "Eviction filings passed the level of 2019 again in 2024 (fictional figure)."),
    ("justice", "About 60 in 100 people in the jail are waiting for trial (fictional figure)."),
    (
        "health",
        "Asthma visits are three times as frequent in Eastbank as in College Heights (fictional figure).",
    ),
    ("food", "Eleven blocks of Lock Street are a mile or more from a grocery (fictional figure)."),
    ("transportation", "Two night bus routes were cut in 2024."),
    ("environment", "The river crested over the Lock Street wall in 2019 and 2023."),
    ("immigration", "Eleven languages are spoken in the school district by a hundred families or more."),
    ("people returning from jail", "No agency counts how many of them find a home in the first month."),
    (
        "people with disabilities",
        "Groups that serve were asked who leads; none named people with disabilities.",
    ),
    ("residents without a home", "The winter count of 2025 was done on one night."),
    (
        "Riverbend Tech Roundtable",
        "Closed in March 2024; its mailing list went to the Digital Inclusion Table.",
    ),
    ("Upper Valley Growers' Exchange", "Correction asked for: the market is on Saturdays, not Fridays."),
    ("Court Reminder Texts", "The evaluation and the team count missed dates in different ways."),
    ("Pantry Finder", "Stopped when the volunteer who kept the hours moved away."),
    ("Riverbend County Jail", "Its seat in the Housing Cabinet has been vacant since it was given."),
]
